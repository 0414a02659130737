package routes.control;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * An operator's command that a route takes no events. It holds until it is revoked, survives restarts of the hub, and applies
 * to all replicas.
 *
 * @param by the operator who gave it
 * @param reason the operator's own words; may be empty
 */
public record Halt(Kind kind, String by, Instant since, String reason) {

    public Halt {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(since, "since");
    }

    /** What a halted route does with its source. */
    public enum Kind {
        /** The route stays connected to its source and can continue at once. */
        PAUSED,
        /** The route has disconnected from its source. */
        STOPPED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
