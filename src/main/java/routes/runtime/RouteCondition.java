package routes.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import routes.control.Halt;
import routes.control.RouteStatus.State;
import routes.delivery.DeliveryProcessor;
import routes.model.RouteSpec;

/**
 * The condition of one version of a route as shown to operators. It is derived from the lifecycle, the source and the targets.
 *
 * @param halt the halt because of which the route receives no events now, if any
 * @param isStarted whether Camel has started the route and not stopped it since
 */
record RouteCondition(
        Optional<Halt> halt,
        RouteSpec spec,
        boolean isStarted,
        CamelRouteHandle camelRoute,
        EndpointReadiness readiness,
        RouteEvents events) {

    private DeliveryProcessor delivery() {
        return events.delivery();
    }

    /** The current problems: first those for which the route holds its events, then those of single events. */
    List<String> problems() {
        List<String> problems = holding();
        parked().ifPresent(problems::add);
        return problems;
    }

    private Optional<String> parked() {
        return isStarted
                ? ParkedProblem.of(
                        camelRoute.name(),
                        delivery().parked(),
                        camelRoute.isFull(),
                        spec.from().whileUnacknowledged(spec.inFlight()))
                : Optional.empty();
    }

    private List<String> holding() {
        if (halt.isPresent() && !isStarted) {
            return new ArrayList<>();
        }
        List<String> problems = new ArrayList<>(readiness.missing());
        if (isStarted) {
            camelRoute.problem().ifPresent(problems::add);
            new TreeMap<>(delivery().outages())
                    .forEach((target, detail) -> problems.add(target + " unavailable: " + detail));
        }
        return problems;
    }

    /** A parked event holds no other, unless the route has no room for more. */
    State state() {
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
        boolean isBlocked = camelRoute.isFull() && !delivery().parked().isEmpty();
        return holding().isEmpty() && !isBlocked ? State.UP : State.HELD;
    }
}
