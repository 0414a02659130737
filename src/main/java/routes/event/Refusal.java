package routes.event;

/**
 * Why a target did not take a shipment, which decides what comes next.
 *
 * @param detail for the person who mends it; never the body, never a secret
 */
public record Refusal(Kind kind, String detail) {

    /** What a refusal says about the target and about the event. */
    public enum Kind {
        /** The target cannot be reached or refuses everything: hold, never count it against the event. */
        OUTAGE,
        /** This event was refused and may be taken later: try again as the route says. */
        TRANSIENT,
        /** This event can never be taken: dead letter at once. */
        PERMANENT
    }

    public static Refusal outage(String detail) {
        return new Refusal(Kind.OUTAGE, detail);
    }

    public static Refusal transientFailure(String detail) {
        return new Refusal(Kind.TRANSIENT, detail);
    }

    public static Refusal permanent(String detail) {
        return new Refusal(Kind.PERMANENT, detail);
    }
}
