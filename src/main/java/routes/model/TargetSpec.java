package routes.model;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import routes.model.format.Doc;

/** A target to which a route delivers events. */
@Doc("A target to which a route delivers events.")
public sealed interface TargetSpec permits KafkaTargetSpec, RabbitTargetSpec, SqsTargetSpec, SnsTargetSpec {

    /** The name of the connection; may be absent if there is only one of this kind. */
    Optional<String> connection();

    /** The kind of connection that this target needs; empty where it needs none. */
    Optional<Class<? extends Connection>> connectionKind();

    /** The new key of the event; if absent, the event keeps its key. */
    Optional<TextTemplate> key();

    /** What the target is told beside the event, by the names in {@link #addressNames}; the target has defaults for the rest. */
    default Map<String, TextTemplate> address() {
        return Map.of();
    }

    /**
     * The {@link #address} of a dead letter. It has no deduplication id: every dead letter is an event of its own, and a
     * target that took several for one would drop all but the first.
     */
    default Map<String, TextTemplate> deadLetterAddress() {
        return address();
    }

    /** The names of what the target can be told beside the event, as in the route format: {@code routingKey}. */
    default Set<String> addressNames() {
        return Set.of();
    }

    /** What a confirmation of this target means. */
    default Guarantee guarantee() {
        return Guarantee.STORED;
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

    /**
     * The largest message that the target can accept, as far as it is known without asking its broker.
     *
     * @param to the connection of the target
     */
    default OptionalLong mostBytes(Optional<Connection> to) {
        return OptionalLong.empty();
    }
}
