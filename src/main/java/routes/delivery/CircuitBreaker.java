package routes.delivery;

import java.util.Optional;

/**
 * Whether a target is sent to. Closed: everything is sent. Open: nothing is, until a pause is over. Half open: one message,
 * the probe, is sent; its answer closes the breaker or opens it again. Not thread-safe, but for {@link #reason}.
 */
final class CircuitBreaker {

    /** As in the pattern of this name. */
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

    /** Why the target is not sent to; empty while the breaker is closed. Thread-safe. */
    Optional<String> reason() {
        return reason;
    }

    /** Whether a message may be sent now. */
    boolean allowsSending() {
        return state == State.CLOSED || state == State.HALF_OPEN && probe.isEmpty();
    }

    /** How many messages may be sent at once, of so many at the most. */
    int permits(int most) {
        return state == State.CLOSED ? most : 1;
    }

    /** This message is about to be sent: half open, it is the probe. */
    void sending(DeliveryAttempt attempt) {
        if (state == State.HALF_OPEN) {
            probe = Optional.of(attempt);
        }
    }

    /** A message was answered. Returns whether it was the probe. */
    boolean answered(DeliveryAttempt attempt) {
        boolean wasProbe = probe.filter(sent -> sent == attempt).isPresent();
        if (wasProbe) {
            probe = Optional.empty();
        }
        return wasProbe;
    }

    /**
     * The target is in an outage. Opens the breaker, if it was closed or if the probe tells so.
     *
     * @return how often it has been opened without having been closed again, if a pause begins now
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

    /** The pause is over: one message may be sent. */
    void pauseIsOver() {
        if (state == State.OPEN) {
            state = State.HALF_OPEN;
        }
    }

    /** The probe is sent again, changed: its answer said nothing about the target. */
    void probeAgain(boolean wasProbe) {
        if (wasProbe && state != State.CLOSED) {
            state = State.HALF_OPEN;
        }
    }

    /** The probe's answer says that the target works. Returns whether the breaker was open before. */
    boolean close(boolean wasProbe) {
        if (!wasProbe || state == State.CLOSED) {
            return false;
        }
        state = State.CLOSED;
        reason = Optional.empty();
        return true;
    }
}
