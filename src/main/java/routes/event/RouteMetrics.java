package routes.event;

import routes.model.DeadLetterReason;

/**
 * Receives the events that the metrics of a route are made of. Implementations must not block and must be thread-safe.
 *
 * <p>At any time, the following holds for each route:
 *
 * <pre>received = delivered + filtered + dead_lettered + discarded + returned + in flight</pre>
 *
 * <p>A delivery is one answer of one target for one event. An event with two targets has at least two deliveries.
 */
public interface RouteMetrics {

    /** Events were received from the source. */
    void received(int events);

    /**
     * The route stopped and returned unfinished events to a source that will redeliver them. Until then they count as in
     * flight. When they are redelivered, they are not counted as received a second time. Each event is reported at most once,
     * and never after it has ended.
     */
    void abandoned(int events);

    /**
     * One event has ended.
     *
     * @param nanos the time since the event was received, in nanoseconds
     */
    void finished(Outcome outcome, long nanos);

    /** The dead letter target holds an event. Called once for each event that ends as {@link Outcome#DEAD_LETTERED}. */
    void deadLettered(DeadLetterReason reason);

    /** A target confirmed one event. */
    void confirmed(String target);

    /** A target refused one event. Not called for {@link SendError.Kind#NOT_TRIED}, which says nothing about the event. */
    void refused(String target, SendError.Kind kind);

    /** One event will be sent to a target again, after an error that counts as a failed attempt. */
    void retried(String target);

    /** An outage of a target has begun or ended. */
    void held(String target, boolean held);

    /** The number of dead letters that their target refuses alone, and which wait for it or for an operator. */
    void parked(int letters);
}
