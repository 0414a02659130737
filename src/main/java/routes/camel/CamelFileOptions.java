package routes.camel;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import routes.control.Halt;
import routes.model.CamelFiles;

/**
 * What holds for all guests.
 *
 * @param halts the order that holds for a route now, by its name
 * @param drain the longest that stopping may wait for what is in flight
 * @param timer waits for nothing
 */
record CamelFileOptions(
        Function<String, Optional<Halt>> halts,
        Duration drain,
        Clock clock,
        ScheduledExecutorService timer,
        RouteIdOwners names) {

    /** What a route, or a file without one, is called outside of its file. */
    static String name(String id) {
        return CamelFiles.PREFIX + id;
    }

    /** The id of a route that is called so; empty where it is none of the guests'. */
    static Optional<String> id(String name) {
        return Optional.of(name)
                .filter(text -> text.startsWith(CamelFiles.PREFIX))
                .map(text -> text.substring(CamelFiles.PREFIX.length()));
    }

    Optional<Halt> halt(String id) {
        return halts.apply(name(id));
    }
}
