package routes.camel;

import java.util.function.Supplier;
import routes.control.RouteStatus;

/** Shows how a route fares to whoever watches. */
public interface CamelRouteObserver {

    /**
     * Begins to show a route.
     *
     * @param status which may be asked for at any time
     * @return ends it
     */
    Runnable show(String route, Supplier<RouteStatus> status);
}
