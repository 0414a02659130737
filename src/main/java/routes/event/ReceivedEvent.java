package routes.event;

import java.time.Instant;
import java.util.Optional;

/**
 * One event as a source received it, and the way to acknowledge it. Each connector extends it with what its system needs
 * for that. Either {@link #ended} or {@link #returned} is called, once, from any thread; neither may block or throw.
 */
public abstract class ReceivedEvent {

    private final Event event;
    private final long receivedNanos;

    /** @param receivedNanos {@link System#nanoTime()} when the source received the event */
    protected ReceivedEvent(Event event, long receivedNanos) {
        this.event = event;
        this.receivedNanos = receivedNanos;
    }

    /** The event as the source gave it. */
    public final Event event() {
        return event;
    }

    public final long receivedNanos() {
        return receivedNanos;
    }

    /** Where the source has it: {@code orders-3@1207}, unique in that source. */
    public abstract String position();

    /** The id that its sender or its system gave it, if there is one. */
    public Optional<String> id() {
        return Optional.empty();
    }

    /** When it was created or sent, as far as the source knows. */
    public abstract Optional<Instant> time();

    /**
     * The event has ended: the source may acknowledge it, or answer its caller. Called only after every target, or the dead
     * letter target, has confirmed that it holds the event, or after the route has dropped it on purpose.
     */
    public abstract void ended(DeliveryResult result);

    /** The route was stopped before the event ended: the source does not acknowledge it. */
    public abstract void returned();

    /**
     * Whether the source gives a returned event again, as a broker does. Where it cannot, as with a caller who has gone, a
     * returned event is counted as {@link Outcome#RETURNED}; where it can, the event stays in flight until it comes again.
     */
    public boolean comesAgain() {
        return true;
    }
}
