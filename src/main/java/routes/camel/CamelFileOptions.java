package routes.camel;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import routes.control.Halt;
import routes.model.CamelFiles;

/**
 * What all files of plain Camel routes share. Thread-safe.
 *
 * @param halts returns the current halt of a route, by its name
 * @param drain the longest time to wait for exchanges in flight when routes stop
 * @param timer schedules short tasks that never block
 * @param names the owners of route ids
 */
record CamelFileOptions(
        Function<String, Optional<Halt>> halts,
        Duration drain,
        Clock clock,
        ScheduledExecutorService timer,
        RouteIdOwners names) {

    /** The name by which operators know a route, or a file without routes. */
    static String name(String id) {
        return CamelFiles.PREFIX + id;
    }

    /** The id of the route with this name; empty if it is not a plain Camel route. */
    static Optional<String> id(String name) {
        return Optional.of(name)
                .filter(text -> text.startsWith(CamelFiles.PREFIX))
                .map(text -> text.substring(CamelFiles.PREFIX.length()));
    }

    Optional<Halt> halt(String id) {
        return halts.apply(name(id));
    }
}
