package routes.model;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import routes.model.format.Doc;

/** Where a route delivers to. */
@Doc("Where a route delivers to.")
public sealed interface TargetSpec permits KafkaTargetSpec, RabbitTargetSpec, SqsTargetSpec, SnsTargetSpec {

    /** The connection's name; left out where there is one of its kind alone. */
    Optional<String> connection();

    /** The kind of connection that this needs; empty where it needs none. */
    Optional<Class<? extends Connection>> connectionKind();

    /** What the event's key becomes; the key that it came with where left out. */
    Optional<TextTemplate> key();

    /** What the target is told beside the event, by the names in {@link #addressNames}; what is left out has a default there. */
    default Map<String, TextTemplate> address() {
        return Map.of();
    }

    /** The names of what the target can be told beside the event, as they are written: {@code routingKey}. */
    default Set<String> addressNames() {
        return Set.of();
    }

    /** What a confirmation of this target means. */
    default Guarantee guarantee() {
        return Guarantee.STORED;
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
