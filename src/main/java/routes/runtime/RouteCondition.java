package routes.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import routes.control.Halt;
import routes.control.RouteStatus.State;
import routes.delivery.DeliveryProcessor;

/**
 * How one version of a route is, as operators see it: derived each time from its lifecycle, its source and its targets.
 *
 * @param halt the order by which the route receives nothing now
 * @param isStarted whether Camel has started it, and has not stopped it since
 */
record RouteCondition(
        Optional<Halt> halt,
        boolean isStarted,
        CamelRouteHandle camelRoute,
        EndpointReadiness readiness,
        DeliveryProcessor delivery) {

    /** What is wrong now. */
    List<String> problems() {
        if (halt.isPresent() && !isStarted) {
            return List.of();
        }
        List<String> problems = new ArrayList<>(readiness.missing());
        if (isStarted) {
            camelRoute.problem().ifPresent(problems::add);
            new TreeMap<>(delivery.outages())
                    .forEach((target, detail) -> problems.add(target + " unavailable: " + detail));
        }
        return problems;
    }

    /** @param problems what is wrong now */
    State state(List<String> problems) {
        if (!isStarted) {
            return halt.map(order -> order.kind() == Halt.Kind.PAUSED ? State.PAUSED : State.STOPPED)
                    .orElse(State.WAITING);
        }
        if (camelRoute.isSuspended()) {
            return State.PAUSED;
        }
        if (!camelRoute.isRunning()) {
            return State.STOPPED;
        }
        return problems.isEmpty() ? State.UP : State.HELD;
    }
}
