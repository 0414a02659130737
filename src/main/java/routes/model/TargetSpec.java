package routes.model;

import java.util.Optional;
import routes.model.format.Doc;

/** A target to which a route delivers events. */
@Doc("A target to which a route delivers events.")
public sealed interface TargetSpec permits KafkaTargetSpec, RabbitTargetSpec, SqsTargetSpec, SnsTargetSpec {

    /** The name of the connection; may be absent if there is only one of this kind. */
    Optional<String> connection();

    /** The kind of connection that this target needs. */
    Class<? extends Connection> connectionKind();

    /** The new key of the event; if absent, the event keeps its key. */
    Optional<TextTemplate> key();

    /** The routing key, for brokers that route by more than the name of the target. */
    default Optional<TextTemplate> routingKey() {
        return Optional.empty();
    }

    /** Whether the broker needs a deduplication id to recognise an event that it already has. */
    default boolean deduplicates() {
        return false;
    }

    /** The name of the target in metrics, logs and tests, such as {@code kafka:orders}. */
    String label();

    /**
     * Whether events delivered to this target come back through that source, as far as can be known: the bindings of an
     * exchange are not known.
     */
    boolean feeds(SourceSpec source);

    /** Whether both use the same connection. If one of them names none, there is only one of this kind. */
    default boolean shares(SourceSpec source) {
        return connection().isEmpty()
                || source.connection().isEmpty()
                || connection().equals(source.connection());
    }

    /** The location in the file. */
    SourceLocation location();
}
