package routes.camel;

import java.util.function.Supplier;
import routes.control.RouteStatus;

/** Publishes the status of plain Camel routes, for example as metrics. Implementations are thread-safe. */
public interface CamelRouteObserver {

    /**
     * Starts to publish a route.
     *
     * @param status returns the current status at any time
     * @return stops publishing the route
     */
    Runnable show(String route, Supplier<RouteStatus> status);
}
