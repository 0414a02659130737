package routes.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import routes.control.Halt;
import routes.control.RouteStatus.State;
import routes.delivery.DeliveryProcessor;
import routes.event.Readiness;

/**
 * The condition of one version of a route as shown to operators. It is derived from the lifecycle, the source and the targets.
 *
 * @param halt the halt because of which the route receives no events now, if any
 * @param isStarted whether Camel has started the route and not stopped it since
 */
record RouteCondition(
        Optional<Halt> halt,
        boolean isStarted,
        CamelRouteHandle camelRoute,
        EndpointReadiness readiness,
        DeliveryProcessor delivery) {

    /** Why the route is not up now. */
    List<String> problems() {
        return problems(seen -> true, true);
    }

    /** The current problems that are worth to be remembered: not that a route which starts has not connected yet. */
    List<String> memorableProblems() {
        return problems(seen -> !seen.isPending(), readiness.hasLooked());
    }

    private List<String> problems(Predicate<Readiness> ofTheSource, boolean withMissing) {
        if (halt.isPresent() && !isStarted) {
            return List.of();
        }
        List<String> problems = new ArrayList<>(withMissing ? readiness.missing() : List.of());
        if (isStarted) {
            camelRoute
                    .readiness()
                    .filter(ofTheSource)
                    .flatMap(Readiness::problem)
                    .ifPresent(problems::add);
            new TreeMap<>(delivery.outages())
                    .forEach((target, detail) -> problems.add(target + " unavailable: " + detail));
        }
        return problems;
    }

    /** @param problems the current problems */
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
