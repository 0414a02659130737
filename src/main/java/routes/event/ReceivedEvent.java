package routes.event;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One event as received by a source, together with the means to acknowledge it. Each connector extends this class with the
 * data that its system needs for the acknowledgement. Either {@link #ended} or {@link #returned} is called, exactly once and
 * from any thread. Neither may block or throw.
 */
public abstract class ReceivedEvent {

    /** Version, trace id, parent id and flags; a later version may have more. */
    private static final Pattern TRACE_PARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?");

    private final Event event;
    private final long receivedNanos;

    /** @param receivedNanos {@link System#nanoTime()} when the source received the event */
    protected ReceivedEvent(Event event, long receivedNanos) {
        this.event = event;
        this.receivedNanos = receivedNanos;
    }

    /** The event as received from the source. */
    public final Event event() {
        return event;
    }

    public final long receivedNanos() {
        return receivedNanos;
    }

    /**
     * The position of the event in the source: {@code orders-3@1207}. The same when the source redelivers the event, as far as it
     * can tell. Unique in the source, except at RabbitMQ: there it is the id that the sender gave the message, and nothing prevents
     * a sender from giving several messages the same one.
     */
    public abstract String position();

    /**
     * What tells the event from all others of its source, for targets that drop an event which they have seen already. The same
     * when the source redelivers the event, as far as it can tell.
     */
    public String identity() {
        return position();
    }

    /** The id that the sender or the messaging system assigned, if there is one. */
    public Optional<String> id() {
        return Optional.empty();
    }

    /** The id of the trace that the event is part of, from its header {@code traceparent} (W3C Trace Context). */
    public final Optional<String> traceId() {
        return event.headers()
                .text("traceparent")
                .map(TRACE_PARENT::matcher)
                .filter(Matcher::matches)
                .map(parts -> parts.group(1));
    }

    /** The time at which the event was created or sent, if the source knows it. */
    public abstract Optional<Instant> time();

    /**
     * The event has ended: the source may acknowledge it or answer its caller. Called only after every target or the dead
     * letter target has confirmed that it holds the event, after the route has filtered it out, or after an operator has
     * discarded it.
     */
    public abstract void ended(DeliveryResult result);

    /**
     * The dead letter target refuses this event alone, so that it may stay unacknowledged for long: a stop of the route does not
     * wait for it. Called at most once.
     */
    public void parked() {
        // Of interest to sources that wait for their events.
    }

    /**
     * Whether the source can no longer acknowledge this event, since it has lost it: it gives the same event again, here or to
     * another consumer. Thread-safe.
     */
    public boolean isRevoked() {
        return false;
    }

    /** The route was stopped before the event ended: the source does not acknowledge it. */
    public abstract void returned();

    /**
     * Whether the source redelivers a returned event, as a broker does. If it does, the event counts as in flight until it is
     * redelivered. If it cannot, for example because the caller has disconnected, the event is counted as {@link
     * Outcome#RETURNED}.
     */
    public boolean comesAgain() {
        return true;
    }
}
