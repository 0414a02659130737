package routes.definition;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How a route fares now.
 *
 * @param problems what is wrong and how to mend it; empty where all is well
 * @param change why what is written now does not run yet, while what was written before goes on; empty where nothing waits
 * @param outcomes events by how they ended
 * @param lag events that wait at the source, where it is known
 */
public record RouteStatus(
        String name,
        String description,
        State state,
        List<String> problems,
        List<String> change,
        long received,
        Map<String, Long> outcomes,
        long inFlight,
        OptionalLong lag) {

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
        /** It was stopped. */
        STOPPED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
