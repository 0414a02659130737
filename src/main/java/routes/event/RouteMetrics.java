package routes.event;

import routes.model.DeadLetterReason;

/**
 * What a route counts, in the words of its events. Implementations are thread-safe and do not block.
 *
 * <p>At any time, for each route:
 *
 * <pre>received = delivered + filtered + dead_lettered + returned + in flight</pre>
 *
 * <p>A delivery is one answer of one target about one event; an event with two targets has at least two.
 */
public interface RouteMetrics {

    /** Events were received from the source. */
    void received(int events);

    /**
     * A stop of the route returned unfinished events to a source that will give them again. Until then they count as in
     * flight, and when they come again they are not counted as received once more. Called once for each of them, and never
     * for one that ended.
     */
    void abandoned(int events);

    /** One event ended this way, so many nanoseconds after it was received. */
    void finished(Outcome outcome, long nanos);

    /** The dead letter target holds an event, for this reason. Goes with one {@link Outcome#DEAD_LETTERED}. */
    void deadLettered(DeadLetterReason reason);

    /** A target confirmed one event. */
    void confirmed(String target);

    /** A target refused one event. Not called for {@link SendError.Kind#NOT_TRIED}, which is no answer about the event. */
    void refused(String target, SendError.Kind kind);

    /** One event is about to be sent to a target again, after an error that counts against it. */
    void retried(String target);

    /** A target went into an outage, or came back from it. */
    void held(String target, boolean held);
}
