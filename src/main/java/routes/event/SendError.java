package routes.event;

/**
 * Why a target did not take a shipment, which decides what comes next.
 *
 * @param detail for the person who mends it; never the body, never a secret
 */
public record SendError(Kind kind, String detail) {

    /** What a refusal says about the target and about the event. */
    public enum Kind {
        /** The target cannot be reached or refuses everything: hold, never count it against the event. */
        OUTAGE,
        /** This event was refused and may be taken later: try again as the route says. */
        TRANSIENT,
        /** This event can never be taken: dead letter at once. */
        PERMANENT
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
}
