package routes.delivery;

import java.util.Optional;

/**
 * Determines whether messages may be sent to a target. Closed: all messages are sent. Open: none is sent until a pause is over.
 * Half open: one message, the probe, is sent; its answer closes the breaker or opens it again. Not thread-safe: used by one
 * thread at a time, except {@link #reason}.
 */
final class CircuitBreaker {

    /** The states of the circuit breaker pattern. */
    enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    private State state = State.CLOSED;
    private int openings;
    private Optional<DeliveryAttempt> probe = Optional.empty();
    private volatile Optional<String> reason = Optional.empty();

    State state() {
        return state;
    }

    /** Why delivery to the target is suspended; empty while the breaker is closed. Thread-safe. */
    Optional<String> reason() {
        return reason;
    }

    /** Whether a message may be sent now. */
    boolean allowsSending() {
        return state == State.CLOSED || state == State.HALF_OPEN && probe.isEmpty();
    }

    /** How many messages may be sent at once: up to the given maximum if closed, otherwise one. */
    int permits(int most) {
        return state == State.CLOSED ? most : 1;
    }

    /** Called before a message is sent. If the breaker is half open, the message becomes the probe. */
    void sending(DeliveryAttempt attempt) {
        if (state == State.HALF_OPEN) {
            probe = Optional.of(attempt);
        }
    }

    /** Called when a message has been answered. Returns whether it was the probe. */
    boolean answered(DeliveryAttempt attempt) {
        boolean wasProbe = probe.filter(sent -> sent == attempt).isPresent();
        if (wasProbe) {
            probe = Optional.empty();
        }
        return wasProbe;
    }

    /**
     * Called when the target is in an outage. Opens the breaker if it was closed or if the probe failed.
     *
     * @return how often the breaker has been opened since it was last closed; empty if no new pause begins
     */
    Optional<Integer> trip(String why, boolean wasProbe) {
        boolean begins = state == State.CLOSED;
        reason = Optional.of(why);
        if (!begins && !wasProbe) {
            return Optional.empty();
        }
        state = State.OPEN;
        openings = begins ? 1 : openings + 1;
        return Optional.of(openings);
    }

    /** Called when the pause is over: one message, the probe, may be sent. */
    void pauseIsOver() {
        if (state == State.OPEN) {
            state = State.HALF_OPEN;
        }
    }

    /** Called when the answer to the probe says nothing about the target: the changed message may be sent as a new probe. */
    void probeAgain(boolean wasProbe) {
        if (wasProbe && state != State.CLOSED) {
            state = State.HALF_OPEN;
        }
    }

    /** Closes the breaker if the probe was answered and shows that the target works. Returns whether the breaker has closed. */
    boolean close(boolean wasProbe) {
        if (!wasProbe || state == State.CLOSED) {
            return false;
        }
        state = State.CLOSED;
        reason = Optional.empty();
        return true;
    }
}
