package routes.event;

import routes.model.DeadLetterReason;

/**
 * What a route counts, in the words of its events. Implementations are thread-safe and do not block.
 *
 * <p>At any time, per route:
 *
 * <pre>received = delivered + filtered + dead_lettered + in flight</pre>
 *
 * <p>A delivery is one answer of one target about one event; an event with two targets has at least two.
 */
public interface RouteMetrics {

    /** Events were taken from the source. */
    void received(int events);

    /**
     * A stop of the route left events unfinished. They are still the source's, which will give them again; until then they
     * count as in flight, and then not as received once more. Called once for each of them, and never for one that ended.
     */
    void abandoned(int events);

    /** One event ended this way, so many nanoseconds after it was taken. */
    void finished(Outcome outcome, long nanos);

    /** The dead letter target holds an event, for this reason. Goes with one {@link Outcome#DEAD_LETTERED}. */
    void deadLettered(DeadLetterReason reason);

    /** A target confirmed one event. */
    void confirmed(String target);

    /** A target refused one event. */
    void refused(String target, SendError.Kind kind);

    /** One event is about to be sent to a target again, for a refusal that counts against it. */
    void retried(String target);

    /** A target went into an outage, or came back from it. */
    void held(String target, boolean held);
}
