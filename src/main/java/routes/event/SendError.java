package routes.event;

import java.time.Duration;
import java.util.Optional;

/**
 * Why a target did not take a message, which decides what happens next. Immutable.
 *
 * @param detail for the person who mends it; never the body, never a secret
 * @param retryAfter how long the target asks to be left alone; no earlier attempt is made
 */
public record SendError(Kind kind, String detail, Optional<Duration> retryAfter) {

    /** What an error says about the target and about the event. */
    public enum Kind {
        /** The target cannot be reached or refuses everything: it is held, and the event is not blamed. */
        OUTAGE,
        /** This event was refused and may be taken later: it is tried again as the route says. */
        TRANSIENT,
        /** This event can never be taken: it becomes a dead letter at once. */
        PERMANENT,
        /** Another event of the same call was refused, and this one was not tried: it is sent again at once, alone. */
        NOT_TRIED;

        /** Whether it says anything about the target or the event. */
        public boolean isAnswer() {
            return this != NOT_TRIED;
        }
    }

    public static SendError outage(String detail) {
        return new SendError(Kind.OUTAGE, detail, Optional.empty());
    }

    public static SendError transientFailure(String detail) {
        return new SendError(Kind.TRANSIENT, detail, Optional.empty());
    }

    public static SendError permanent(String detail) {
        return new SendError(Kind.PERMANENT, detail, Optional.empty());
    }

    public static SendError notTried(String detail) {
        return new SendError(Kind.NOT_TRIED, detail, Optional.empty());
    }

    /** This error, with the pause that the target asks for. */
    public SendError after(Duration pause) {
        return new SendError(kind, detail, Optional.of(pause));
    }
}
