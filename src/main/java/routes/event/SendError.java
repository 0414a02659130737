package routes.event;

import java.time.Duration;
import java.util.Optional;

/**
 * The reason why a target did not accept a message. It determines what happens next. Immutable.
 *
 * @param detail a description of the error for the operator; never contains the body or a secret
 * @param retryAfter the pause that the target asks for before the next attempt
 * @param isTooLarge whether the size of the message is the reason, so that a smaller part of it might be accepted
 */
public record SendError(Kind kind, String detail, Optional<Duration> retryAfter, boolean isTooLarge) {

    /** The meaning of an error for the target and for the event. */
    public enum Kind {
        /** The target is unreachable or refuses everything: delivery to it is suspended. Does not count as an attempt. */
        OUTAGE,
        /** The event was refused but may be accepted later: it is retried according to the route's retry settings. */
        TRANSIENT,
        /** The target will never accept the event: it becomes a dead letter without a retry. */
        PERMANENT,
        /** Another event of the same call was refused and this one was not tried: it is sent again immediately, on its own. */
        NOT_TRIED;

        /** Whether the error says anything about the target or the event. */
        public boolean isAnswer() {
            return this != NOT_TRIED;
        }
    }

    private SendError(Kind kind, String detail) {
        this(kind, detail, Optional.empty(), false);
    }

    public static SendError outage(String detail) {
        return new SendError(Kind.OUTAGE, detail);
    }

    public static SendError transientFailure(String detail) {
        return new SendError(Kind.TRANSIENT, detail);
    }

    public static SendError permanent(String detail) {
        return new SendError(Kind.PERMANENT, detail);
    }

    /**
     * The target will never accept a message of this size.
     *
     * @param detail names both sizes, whose limit it is, and how to raise it
     */
    public static SendError tooLarge(String detail) {
        return new SendError(Kind.PERMANENT, detail, Optional.empty(), true);
    }

    public static SendError notTried(String detail) {
        return new SendError(Kind.NOT_TRIED, detail);
    }

    /** A copy of this error with the pause that the target asks for. */
    public SendError after(Duration pause) {
        return new SendError(kind, detail, Optional.of(pause), isTooLarge);
    }
}
