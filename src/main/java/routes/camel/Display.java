package routes.camel;

import routes.model.RouteStatus;












import java.util.function.Supplier;

/** Shows how a route fares to whoever watches. */
public interface Display {

    /**
     * Begins to show a route.
     *
     * @param status which may be asked for at any time
     * @return ends it
     */
    Runnable show(String route, Supplier<RouteStatus> status);
}
