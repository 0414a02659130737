package routes.control;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * An operator's order that a route takes no events, which holds until it is revoked: over starts of the hub, and for all of its
 * replicas.
 *
 * @param by who gave it
 * @param reason why, in the operator's words; may be empty
 */
public record Halt(Kind kind, String by, Instant since, String reason) {

    public Halt {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(since, "since");
    }

    /** How far the route is halted. */
    public enum Kind {
        /** It keeps its place at the source, and can go on at once. */
        PAUSED,
        /** It has left its source. */
        STOPPED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
