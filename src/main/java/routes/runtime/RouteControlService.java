package routes.runtime;

import routes.control.Halt;
import routes.control.OperationRejectedException;
import routes.control.RouteControl;

/** Orders of operators, kept by the helm and carried out by the hub. Thread-safe. */
public final class RouteControlService implements RouteControl {

    private final Hub hub;
    private final RouteHalts helm;

    public RouteControlService(Hub hub, RouteHalts helm) {
        this.hub = hub;
        this.helm = helm;
    }

    @Override
    public void halt(String route, Halt halt) {
        require(route);
        helm.keep(route, halt);
    }

    /** Also of a route that is not there any more: it may come back. */
    @Override
    public void resume(String route) {
        if (helm.halt(route).isEmpty()) {
            require(route);
        }
        helm.forget(route);
    }

    @Override
    public void restart(String route) {
        require(route);
        if (helm.halt(route).isPresent()) {
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
