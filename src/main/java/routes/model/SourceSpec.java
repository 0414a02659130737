package routes.model;

import java.util.Optional;
import java.util.OptionalLong;
import routes.model.format.Doc;

/** The source from which a route takes its events. */
@Doc("The source from which a route takes its events.")
public sealed interface SourceSpec permits KafkaSourceSpec, RabbitSourceSpec, SqsSourceSpec {

    /** The name of the connection; may be absent if there is only one of this kind. */
    Optional<String> connection();

    /** The kind of connection that this source needs; empty where it needs none. */
    Optional<Class<? extends Connection>> connectionKind();

    /**
     * What a route of this name takes from, in words. Two routes for which the words and the connection are the same share the
     * events: each event reaches only one of them.
     */
    String claim(String route);

    /** The location in the file. */
    SourceLocation location();

    /**
     * The largest body that the source can give, as far as it is known without asking its broker.
     *
     * @param from the connection of the source
     */
    default OptionalLong mostBytes(Optional<Connection> from) {
        return OptionalLong.empty();
    }

    /** The most events in flight where neither the route nor the defaults say how many. */
    default int usualInFlight() {
        return InFlight.USUAL;
    }

    /** What the source does while an event stays unacknowledged for long, for operators: a sentence. */
    String whileUnacknowledged(InFlight inFlight);
}
