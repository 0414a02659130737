package routes.runtime;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import routes.control.Halt;
import routes.control.RouteStatus;
import routes.control.StatusHistory;
import routes.model.Problem;
import routes.telemetry.RouteMeters;

/** Collects what operators see of a route: from its versions, its metrics and the events that take too long. Thread-safe. */
final class RouteStatusReport {

    private final String name;
    private final RouteMeters meters;
    private final EventWatchdog watchdog;
    private final StatusHistory history;

    RouteStatusReport(String name, RouteMeters meters, EventWatchdog watchdog, Clock clock) {
        this.name = name;
        this.meters = meters;
        this.watchdog = watchdog;
        this.history = new StatusHistory(clock);
    }

    /**
     * The status of the route.
     *
     * @param current the version that runs or is being removed
     * @param next the version that will replace it
     * @param rejected the problems because of which the configuration is not followed
     */
    RouteStatus of(
            Optional<RouteSupervisor> current,
            Optional<RouteSupervisor> next,
            Optional<Halt> halt,
            List<Problem> rejected) {
        Optional<RouteSupervisor> shown =
                current.filter(route -> route.isWanted() || next.isEmpty()).or(() -> next);
        Optional<RouteCondition> condition = shown.map(RouteSupervisor::condition);
        List<String> slow = watchdog.problems();
        List<String> problems = joined(condition.map(RouteCondition::problems).orElseGet(() -> texts(rejected)), slow);
        RouteStatus.State seen = condition.map(RouteCondition::state).orElse(RouteStatus.State.INVALID);
        boolean isStarting = Stream.of(current, next)
                .flatMap(Optional::stream)
                .anyMatch(version -> version.condition().isStarting());
        RouteStatus.State state = state(seen, isStarting, problems);
        StatusHistory.Entry since = history.see(
                state,
                condition.map(known -> joined(known.memorableProblems(), slow)).orElse(problems));
        RouteMeters.Books books = meters.books();
        return new RouteStatus(
                name,
                shown.map(route -> route.resolved().spec().description()).orElse(""),
                state,
                since.since(),
                halt,
                shown.map(route -> route.revision().id()).orElse(""),
                problems,
                shown.map(route -> change(route, next, halt, rejected)).orElse(List.of()),
                since.lastProblem(),
                books.received(),
                books.outcomes(),
                books.inFlight(),
                shown.flatMap(RouteSupervisor::lag)
                        .map(lag -> OptionalLong.of(lag.total()))
                        .orElse(OptionalLong.empty()));
    }

    /** A route that is halted while it starts may still receive events until it has started. */
    static RouteStatus.State state(RouteStatus.State seen, boolean isStarting, List<String> problems) {
        if (isStarting && (seen == RouteStatus.State.PAUSED || seen == RouteStatus.State.STOPPED)) {
            return RouteStatus.State.WAITING;
        }
        return seen == RouteStatus.State.UP && !problems.isEmpty() ? RouteStatus.State.DELAYED : seen;
    }

    private static List<String> joined(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }

    /** The reasons why the current configuration does not run yet. */
    private static List<String> change(
            RouteSupervisor shown, Optional<RouteSupervisor> next, Optional<Halt> halt, List<Problem> rejected) {
        List<String> change = new ArrayList<>(texts(rejected));
        next.filter(route -> route != shown)
                .ifPresent(route -> change.addAll(
                        halt.isPresent()
                                ? List.of("the halted version is being replaced by the new one")
                                : route.missing()));
        return change;
    }
}
