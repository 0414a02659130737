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
import routes.model.RouteSpec;

/**
 * The condition of one version of a route as shown to operators. It is derived from the lifecycle, the source and the targets.
 *
 * @param halt the halt because of which the route receives no events now, if any
 */
record RouteCondition(
        Optional<Halt> halt,
        RouteSpec spec,
        RouteLifecycle lifecycle,
        CamelRouteHandle camelRoute,
        EndpointReadiness readiness,
        RouteEvents events) {

    private DeliveryProcessor delivery() {
        return events.delivery();
    }

    /** The current problems: first those for which the route holds its events, then those of single events. */
    List<String> problems() {
        return withParked(holding());
    }

    /** The current problems that are worth to be remembered: not that a route which starts has not connected yet. */
    List<String> memorableProblems() {
        return withParked(holding(seen -> !seen.isPending(), readiness.hasLooked()));
    }

    private List<String> withParked(List<String> problems) {
        if (lifecycle.isStarted()) {
            ParkedProblem.of(
                            camelRoute.name(),
                            delivery().parked(),
                            camelRoute.isFull(),
                            spec.from().whileUnacknowledged(spec.inFlight()))
                    .ifPresent(problems::add);
        }
        return problems;
    }

    private List<String> holding() {
        return holding(seen -> true, true);
    }

    private List<String> holding(Predicate<Readiness> ofTheSource, boolean withMissing) {
        List<String> problems = new ArrayList<>();
        if (halt.isPresent() && !lifecycle.isStarted()) {
            return problems;
        }
        if (withMissing) {
            problems.addAll(readiness.missing());
        }
        if (lifecycle.isStarted()) {
            camelRoute
                    .readiness()
                    .filter(ofTheSource)
                    .flatMap(Readiness::problem)
                    .ifPresent(problems::add);
            new TreeMap<>(delivery().outages())
                    .forEach((target, detail) -> problems.add(target + " unavailable: " + detail));
        }
        return problems;
    }

    /** Whether the version is being started at this moment: an order that was given meanwhile is carried out when it has started. */
    boolean isStarting() {
        return lifecycle.is(RouteLifecycle.Phase.STARTING);
    }

    /** A parked event holds no other, unless the route has no room for more. */
    State state() {
        if (!lifecycle.isStarted()) {
            return halt.map(order -> order.kind() == Halt.Kind.PAUSED ? State.PAUSED : State.STOPPED)
                    .orElse(State.WAITING);
        }
        if (camelRoute.isSuspended()) {
            return State.PAUSED;
        }
        if (!camelRoute.isRunning()) {
            return State.STOPPED;
        }
        boolean isBlocked = camelRoute.isFull() && !delivery().parked().isEmpty();
        return holding().isEmpty() && !isBlocked ? State.UP : State.HELD;
    }
}
