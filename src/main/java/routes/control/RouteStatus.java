package routes.control;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a route fares now.
 *
 * @param since when it came into this state, as the hub saw it
 * @param halt the order by which it takes no events
 * @param revision of the text that it was made of; empty where there is none
 * @param problems what is wrong and how to mend it; empty where all is well
 * @param change why what is written now does not run yet, while what was written before goes on; empty where nothing waits
 * @param lastProblem what was wrong last, be it mended or not
 * @param outcomes events by how they ended
 * @param lag events that wait at the source, where it is known
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

    /** Something that was wrong when it was seen last. */
    public record PastProblem(Instant at, String problem) {}

    /** What a route is doing. */
    public enum State {
        /** Its definition has problems: it was not built. */
        INVALID,
        /** Its source or a target is not as the route needs it: it is tried again and again. */
        WAITING,
        /** It runs. */
        UP,
        /** It runs, but a target or its source is out: it holds its events and goes on by itself. */
        HELD,
        /** It takes nothing until it is resumed, but keeps its place at the source. */
        PAUSED,
        /** It was stopped, and has left its source. */
        STOPPED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
