package routes.event;

import java.time.Instant;

/**
 * One event on its way through one route. Each broker extends it with what it needs to acknowledge the event.
 *
 * <p>The verdict is written by the thread that runs the steps, before the passage is handed to others. {@link #finished}
 * may be called from any thread.
 */
public abstract class ReceivedEvent {

    private final Event event;
    private final long takenNanos;
    private RoutingDecision decision;

    /** @param takenNanos {@link System#nanoTime()} when the source gave the event */
    protected ReceivedEvent(Event event, long takenNanos) {
        this.event = event;
        this.takenNanos = takenNanos;
    }

    /** The event as the source gave it. */
    public final Event event() {
        return event;
    }

    public final long takenNanos() {
        return takenNanos;
    }

    public final RoutingDecision decision() {
        return decision;
    }

    public final void decide(RoutingDecision made) {
        decision = made;
    }

    /** Where the source has it: {@code orders-3@1207}, unique in that source. */
    public abstract String position();

    /** When it was put there, as far as the broker knows; the epoch where it does not. */
    public abstract Instant time();

    /**
     * Allows the source to acknowledge the event. Called once, and only when every target, or the dead letter, has
     * confirmed that it holds the event. Must neither block nor throw.
     */
    public abstract void finished();
}
