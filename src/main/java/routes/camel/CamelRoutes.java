package routes.camel;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import routes.control.RouteStatus;
import routes.model.CamelFiles;
import routes.model.Problem;

/** The plain Camel routes beside the hub's own. No method waits for them. Implementations are thread-safe. */
public interface CamelRoutes {

    /** It is known which routes are halted, and the hub's own have begun: now these may. */
    void begin();

    /** Takes up what the files hold now. What is not sound changes nothing. */
    void follow(CamelFiles files);

    /** Every route, and every file that has problems and no route. Their names hold a colon, as none of the hub's own does. */
    List<RouteStatus> routes();

    /** One of these by its name, if it is there. */
    Optional<RouteStatus> route(String name);

    /** What is wrong with the files. */
    List<Problem> problems();

    /** Whether this is the name of a route of theirs. */
    boolean has(String route);

    /** The route, where it is theirs, runs, pauses or stops as the order says that holds now. */
    void obey(String route);

    /** The route, where it is theirs, stops and starts anew. */
    void restart(String route);

    /** Stops all of them for good; done once they have stopped, or have had the time that a drain may take. */
    CompletableFuture<Void> leave();
}
