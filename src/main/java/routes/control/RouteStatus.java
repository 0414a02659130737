package routes.control;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The current status of a route. Immutable and thread-safe.
 *
 * @param since when the hub first observed this state
 * @param halt the operator's command that halts the route
 * @param revision the revision of the YAML that the route was built from; empty if there is none
 * @param problems what is wrong and how to fix it; empty if nothing is wrong
 * @param change why the latest definition does not run yet while the previous one continues; empty if no change is pending
 * @param lastProblem the most recent problem, whether it has been fixed or not
 * @param outcomes the number of events by outcome
 * @param lag the number of events waiting at the source, if known
 */
public record RouteStatus(
        String name,
        String description,
        State state,
        Instant since,
        Optional<Halt> halt,
        String revision,
        List<String> problems,
        List<String> change,
        Optional<PastProblem> lastProblem,
        long received,
        Map<String, Long> outcomes,
        long inFlight,
        OptionalLong lag) {

    /** A problem and when it was last observed. */
    public record PastProblem(Instant at, String problem) {}

    /** The state of a route, as operators see it. */
    public enum State {
        /** The definition has problems; the route was not built. */
        INVALID,
        /** The source or a target is not ready for the route. The hub keeps trying to start it. */
        WAITING,
        /** The route runs. */
        UP,
        /**
         * The route runs and reaches its source and targets, but single events take too long: a target refuses one again and
         * again, a step does not finish with one, or one of several targets slows down the others.
         */
        DELAYED,
        /** The route runs, but its source or a target is unavailable. It holds its events and continues on its own. */
        HELD,
        /** An operator paused it. It stays connected to its source and takes no events until it is resumed. */
        PAUSED,
        /** An operator stopped it. It has disconnected from its source. */
        STOPPED;

        /** Whether the route runs and reaches its source and targets. */
        public boolean isUp() {
            return this == UP || this == DELAYED;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
