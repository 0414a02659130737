package routes.runtime;

import routes.control.Halt;
import routes.control.OperationRejectedException;
import routes.control.RouteControl;

/** Implements the commands of operators: halts are stored by {@link RouteHalts} and carried out by the hub. Thread-safe. */
public final class RouteControlService implements RouteControl {

    private final Hub hub;
    private final RouteHalts routeHalts;

    public RouteControlService(Hub hub, RouteHalts routeHalts) {
        this.hub = hub;
        this.routeHalts = routeHalts;
    }

    @Override
    public void halt(String route, Halt halt) {
        require(route);
        routeHalts.keep(route, halt);
    }

    /** A halt can also be removed if its route no longer exists, since the route may be added again. */
    @Override
    public void resume(String route) {
        if (routeHalts.halt(route).isEmpty()) {
            require(route);
        }
        routeHalts.forget(route);
    }

    @Override
    public void restart(String route) {
        require(route);
        if (routeHalts.halt(route).isPresent()) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.CONFLICT,
                    "the route '" + route + "' is halted: resume it instead");
        }
        hub.restart(route);
    }

    private void require(String route) {
        if (!hub.has(route)) {
            throw OperationRejectedException.noRoute(route);
        }
    }
}
