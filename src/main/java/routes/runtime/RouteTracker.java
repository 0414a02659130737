package routes.runtime;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Route;
import org.apache.camel.support.LifecycleStrategySupport;

/** An index of the routes of a Camel context by name. The context itself searches all routes for a name. Thread-safe. */
final class RouteTracker extends LifecycleStrategySupport {

    private final Map<String, Route> byName = new ConcurrentHashMap<>();

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        routes.forEach(route -> byName.put(route.getRouteId(), route));
    }

    @Override
    public void onRoutesRemove(Collection<Route> routes) {
        routes.forEach(route -> byName.remove(route.getRouteId(), route));
    }

    Optional<Route> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
