package routes.runtime;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import routes.compile.ResolvedRoute;
import routes.connector.HubEndpoint;
import routes.control.Halt;
import routes.control.RouteStatus;
import routes.control.StatusHistory;
import routes.model.Problem;
import routes.telemetry.RouteMeters;

/**
 * The route of one name: the version that runs, the version that will replace it, and the metrics, which continue across all
 * versions. Not thread-safe: modified by one thread at a time; the status may be read by any thread.
 */
final class ManagedRoute {

    private final String name;
    private final RouteMeters meters;
    private final Object turn = new Object();
    private volatile Optional<RouteSupervisor> current = Optional.empty();
    private volatile Optional<RouteSupervisor> next = Optional.empty();
    /** Replacements that are no longer wanted. Their start may already be in progress. */
    private final Set<RouteSupervisor> givenUp = ConcurrentHashMap.newKeySet();

    private final Supplier<Optional<Halt>> halt;
    private final StatusHistory sightings;
    private final EventWatchdog watchdog;
    private volatile List<Problem> rejected = List.of();

    /**
     * @param halt supplies the halt that is currently in effect for the route
     * @param slowStep how long the steps may work on one event before that is a problem
     */
    ManagedRoute(String name, RouteMeters meters, Supplier<Optional<Halt>> halt, Duration slowStep, Clock clock) {
        this.name = name;
        this.meters = meters;
        this.halt = halt;
        this.sightings = new StatusHistory(clock);
        this.watchdog = new EventWatchdog(name, slowStep, clock);
        meters.watch(this::status, this::oldestAge);
    }

    /** The halt because of which the route receives no events now, if any. */
    Optional<Halt> halt() {
        return halt.get();
    }

    /** The version that will replace the running one; if there is none, the running version. */
    Optional<RouteSupervisor> newest() {
        return next.or(() -> current);
    }

    String name() {
        return name;
    }

    RouteMeters meters() {
        return meters;
    }

    /** The lock that is held while a version starts, stops or replaces another. */
    Object turn() {
        return turn;
    }

    /** Whether the newest version was built from this definition. */
    boolean follows(ResolvedRoute resolved) {
        return newest().filter(route -> route.does(resolved)).isPresent();
    }

    /** Whether the running version was built from this definition, even if it will be replaced. */
    boolean runs(ResolvedRoute resolved) {
        return current.filter(route -> route.does(resolved)).isPresent();
    }

    /** Whether no version runs under this name or waits to start. */
    boolean isEmpty() {
        return current.isEmpty();
    }

    List<Problem> rejected() {
        return rejected;
    }

    /** Sets the problems of the current configuration, because of which the running version continues; empty if valid. */
    void reject(List<Problem> problems) {
        rejected = problems;
    }

    /** Adds the first version. */
    void begin(RouteSupervisor route) throws Exception {
        route.add();
        current = Optional.of(route);
    }

    /**
     * Replaces the running version once the source and targets of the new version are ready. Until then the old version
     * continues; it finishes the events in flight before it is removed. If the route is halted, the old version is replaced
     * immediately, so that it does not resume with an outdated definition.
     *
     * @param threads executes the replacement, which waits for the events in flight
     * @param then called after the replacement
     */
    void replace(RouteSupervisor route, Executor threads, Runnable then) {
        stay();
        next = Optional.of(route);
        route.startInPlaceOf(this::current, threads, () -> {
            took(route);
            then.run();
        });
        if (halt().isPresent()) {
            threads.execute(this::obey);
        }
    }

    private Optional<RouteSupervisor> current() {
        return current;
    }

    private void took(RouteSupervisor route) {
        current = Optional.of(route);
        next = next.filter(waiting -> waiting != route);
        givenUp.clear();
        meters.show(route.resolved().targets());
    }

    /** Begins to check the endpoints of the route. The Camel context must have started. */
    void start() {
        current.ifPresent(RouteSupervisor::start);
    }

    /** Runs, pauses or stops the route according to its current halt. May wait until the events in flight have ended. */
    void obey() {
        synchronized (turn) {
            if (halt().isPresent()) {
                next.ifPresent(RouteSupervisor::takePlace);
            }
            current.ifPresent(RouteSupervisor::obey);
        }
        next.ifPresent(RouteSupervisor::start);
    }

    /** Whether the state of the running version corresponds to the current halt. */
    boolean obeys() {
        return current.filter(route -> !route.obeys()).isEmpty();
    }

    /** Restarts the running version. May wait until the events in flight have ended. */
    void restart() {
        synchronized (turn) {
            current.ifPresent(RouteSupervisor::restart);
        }
    }

    /** Cancels the replacement: the running version continues. */
    void stay() {
        next.ifPresent(route -> {
            route.giveUp();
            givenUp.add(route);
        });
        next = Optional.empty();
    }

    /** Finishes the events in flight and removes the route. Waits for a replacement that is in progress. */
    void retire() {
        stay();
        synchronized (turn) {
            current.ifPresent(RouteSupervisor::retire);
            current = Optional.empty();
            givenUp.clear();
        }
        meters.close();
    }

    /** The endpoints that all of its versions use. */
    Stream<HubEndpoint> endpoints() {
        return versions().flatMap(RouteSupervisor::endpoints);
    }

    /** The events in flight of all of its versions. */
    Stream<RouteEvents> events() {
        return versions().map(version -> version.condition().events());
    }

    private Stream<RouteSupervisor> versions() {
        return Stream.concat(Stream.of(current, next).flatMap(Optional::stream), givenUp.stream());
    }

    private Duration oldestAge() {
        return Duration.ofNanos(events().flatMapToLong(version -> version.oldestAgeNanos().stream())
                .max()
                .orElse(0));
    }

    /** Looks for events that take too long. */
    void look() {
        watchdog.look(versions()
                .map(version -> new EventWatchdog.Watched(
                        version.condition().events(),
                        version.resolved().spec().retry().problemAfter(),
                        version.condition().camelRoute().isFull()))
                .toList());
    }

    RouteStatus status() {
        Optional<RouteSupervisor> runs = current;
        Optional<RouteCondition> condition = runs.map(RouteSupervisor::condition);
        List<String> problems = new ArrayList<>(condition
                .map(RouteCondition::problems)
                .orElseGet(() -> rejected.stream().map(Problem::toString).toList()));
        problems.addAll(watchdog.problems());
        RouteStatus.State seen = condition.map(RouteCondition::state).orElse(RouteStatus.State.INVALID);
        RouteStatus.State state =
                seen == RouteStatus.State.UP && !problems.isEmpty() ? RouteStatus.State.DELAYED : seen;
        StatusHistory.Entry sighting = sightings.see(state, problems);
        RouteMeters.Books books = meters.books();
        return new RouteStatus(
                name,
                runs.map(route -> route.resolved().spec().description()).orElse(""),
                state,
                sighting.since(),
                halt(),
                runs.map(RouteSupervisor::revision).orElse(""),
                problems,
                change(runs.isPresent()),
                sighting.lastProblem(),
                books.received(),
                books.outcomes(),
                books.inFlight(),
                runs.map(RouteSupervisor::lag).orElse(OptionalLong.empty()));
    }

    /** The reasons why the current configuration does not run yet. */
    private List<String> change(boolean runs) {
        if (!runs) {
            return List.of();
        }
        List<String> change =
                new ArrayList<>(rejected.stream().map(Problem::toString).toList());
        next.ifPresent(route ->
                change.addAll(halt().isPresent() ? List.of("it is about to take its place") : route.missing()));
        return change;
    }
}
