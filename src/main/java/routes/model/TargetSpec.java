package routes.model;

import java.util.Optional;
import routes.model.format.Doc;

/** Where a route delivers to. */
@Doc("Where a route delivers to.")
public sealed interface TargetSpec permits KafkaTargetSpec, RabbitTargetSpec, SqsTargetSpec, SnsTargetSpec {

    /** The connection's name; left out where there is one of its kind alone. */
    Optional<String> connection();

    /** The kind of connection that this needs. */
    Class<? extends Connection> connectionKind();

    /** What the event's key becomes; the key that it came with where left out. */
    Optional<TextTemplate> key();

    /** What the event is routed by, where the broker routes by more than the destination's name. */
    default Optional<TextTemplate> routingKey() {
        return Optional.empty();
    }

    /** Whether the broker wants an id by which it knows an event that it already has. */
    default boolean deduplicates() {
        return false;
    }

    /** How operators see it in metrics, logs and tests: {@code kafka:orders}. */
    String label();

    /** Whether what is delivered here is taken from there, as far as the two say: an exchange may lead anywhere. */
    boolean feeds(SourceSpec source);

    /** Whether both mean the same connection; where one is left out there is only one of its kind. */
    default boolean shares(SourceSpec source) {
        return connection().isEmpty()
                || source.connection().isEmpty()
                || connection().equals(source.connection());
    }

    /** Where it is written. */
    SourceLocation location();
}
