package routes.control;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Why a route takes no events, because of an operator's command. A pause or stop holds until it is revoked, survives restarts of
 * the hub, and applies to all replicas. A replica where the route was resumed for a revision that it has not loaded is halted until
 * it has loaded it.
 *
 * @param by the operator who gave the command
 * @param reason the operator's own words, which may be empty; or what a replica waits for
 * @param awaitedRevision the revision that this replica waits for; empty if an operator has halted the route
 */
public record Halt(Kind kind, String by, Instant since, String reason, Optional<String> awaitedRevision) {

    public Halt {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(since, "since");
    }

    /** The halt that an operator orders. */
    public Halt(Kind kind, String by, Instant since, String reason) {
        this(kind, by, since, reason, Optional.empty());
    }

    /** Whether an operator wants the route to be halted. */
    public boolean isOrdered() {
        return awaitedRevision.isEmpty();
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
