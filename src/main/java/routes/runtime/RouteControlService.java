package routes.runtime;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import routes.control.Halt;
import routes.control.OperationRejectedException;
import routes.control.RouteControl;
import routes.control.RouteEditing.Author;
import routes.state.RouteHistory;
import routes.state.RouteOrder;

/** Implements the commands of operators: orders are stored by {@link RouteHalts} and carried out by the hub. Thread-safe. */
public final class RouteControlService implements RouteControl {

    private final Hub hub;
    private final RouteHalts routeHalts;
    private final Function<String, String> written;
    private final RouteHistory history;
    private final Clock clock;

    /** @param written the revision of a route that HUB_HOME has at present; empty if there is none */
    public RouteControlService(
            Hub hub, RouteHalts routeHalts, Function<String, String> written, RouteHistory history, Clock clock) {
        this.hub = hub;
        this.routeHalts = routeHalts;
        this.written = written;
        this.history = history;
        this.clock = clock;
    }

    @Override
    public void halt(String route, Halt halt) {
        require(route);
        order(route, RouteOrder.of(halt, revision(route)));
    }

    /** A halt can also be removed if its route no longer exists, since the route may be added again. */
    @Override
    public void resume(String route, Author author) {
        if (!routeHalts.isOrdered(route)) {
            require(route);
        }
        order(route, RouteOrder.resume(author.by(), clock.instant(), author.reason(), revision(route)));
    }

    /** The revision that runs or will run: the one in HUB_HOME, unless the hub has found that it has problems. */
    private String revision(String route) {
        String inHome = written.apply(route);
        return hub.revisionInsteadOf(inHome, route).orElse(inHome);
    }

    private void order(String route, RouteOrder order) {
        Set<String> known = new LinkedHashSet<>(hub.revisions(route));
        history.of(route).forEach(version -> known.add(version.revision()));
        routeHalts.order(route, order, known);
    }

    @Override
    public void restart(String route) {
        require(route);
        if (hub.isHalted(route)) {
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
