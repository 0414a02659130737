package routes.camel;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import routes.control.RouteStatus;
import routes.model.CamelFiles;
import routes.model.Problem;

/** The plain Camel routes that run beside the hub's own routes. No method blocks. Implementations are thread-safe. */
public interface CamelRoutes {

    /** Allows the routes to start. To be called once the halts are known and the hub's own routes have been started. */
    void begin();

    /** Loads the current content of the files. A file with problems leaves its running routes unchanged. */
    void follow(CamelFiles files);

    /**
     * The status of every route, and of every file that has problems and no running routes. Their names contain a colon,
     * unlike those of the hub's own routes.
     */
    List<RouteStatus> routes();

    /** The status of this name, if there is one. */
    Optional<RouteStatus> route(String name);

    /** The problems of the files. */
    List<Problem> problems();

    /** Whether this is the name of a plain Camel route. */
    boolean has(String route);

    /** Runs, pauses or stops the route according to its current halt. Ignores other routes. */
    void obey(String route);

    /** Restarts the route. Ignores other routes. */
    void restart(String route);

    /** Stops all routes permanently. The future completes when they have stopped, or after the drain time. */
    CompletableFuture<Void> leave();
}
