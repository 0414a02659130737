package routes.runtime;

import java.time.Clock;
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
 * The name of a route: what runs under it, what is to take its place, and its figures, which go on whatever becomes of its
 * definition. Changed by one thread at a time; its status may be asked for by any.
 */
final class ManagedRoute {

    private final String name;
    private final RouteMeters meters;
    private final Object turn = new Object();
    private volatile Optional<RouteSupervisor> current = Optional.empty();
    private volatile Optional<RouteSupervisor> next = Optional.empty();
    /** What was to take its place, and may be just about to, though it is not wanted any more. */
    private final Set<RouteSupervisor> givenUp = ConcurrentHashMap.newKeySet();

    private final Supplier<Optional<Halt>> halt;
    private final StatusHistory sightings;
    private volatile List<Problem> rejected = List.of();

    /** @param halt the order that holds for the route now */
    ManagedRoute(String name, RouteMeters meters, Supplier<Optional<Halt>> halt, Clock clock) {
        this.name = name;
        this.meters = meters;
        this.halt = halt;
        this.sightings = new StatusHistory(clock);
        meters.watch(this::status);
    }

    /** By which it takes nothing now. */
    Optional<Halt> halt() {
        return halt.get();
    }

    /** What is to take the place of what runs; what runs, where nothing is to. */
    Optional<RouteSupervisor> newest() {
        return next.or(() -> current);
    }

    String name() {
        return name;
    }

    RouteMeters meters() {
        return meters;
    }

    /** Held while routes change places. */
    Object turn() {
        return turn;
    }

    /** Whether it runs this already, or is about to. */
    boolean follows(ResolvedRoute resolved) {
        return newest().filter(route -> route.does(resolved)).isPresent();
    }

    /** Whether it runs this, though something else may be about to take its place. */
    boolean runs(ResolvedRoute resolved) {
        return current.filter(route -> route.does(resolved)).isPresent();
    }

    /** Whether nothing runs under this name, nor waits to. */
    boolean isEmpty() {
        return current.isEmpty();
    }

    List<Problem> rejected() {
        return rejected;
    }

    /** What is wrong with what is written now, for which what runs goes on; nothing where all is well. */
    void reject(List<Problem> problems) {
        rejected = problems;
    }

    /** The first route of this name. */
    void begin(RouteSupervisor route) throws Exception {
        route.add();
        current = Optional.of(route);
    }

    /**
     * Another takes the place of what runs, once everything that it needs is there; until then, and while what is in flight is
     * finished, the old one runs. One that is halted makes way at once: it is not to begin again where it was wrong.
     *
     * @param threads for the exchange, which waits for what is in flight
     * @param then what is done once they have changed places
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

    /** Begins to look for what the route needs, in a Camel context that has started. */
    void start() {
        current.ifPresent(RouteSupervisor::start);
    }

    /** Runs, pauses or stops as the order says that holds now. May have to wait until what is in flight is finished. */
    void obey() {
        synchronized (turn) {
            if (halt().isPresent()) {
                next.ifPresent(RouteSupervisor::takePlace);
            }
            current.ifPresent(RouteSupervisor::obey);
        }
        next.ifPresent(RouteSupervisor::start);
    }

    /** Whether what runs does what the order says that holds now. */
    boolean obeys() {
        return current.filter(route -> !route.obeys()).isEmpty();
    }

    /** Stops and starts anew what runs. May have to wait until what is in flight is finished. */
    void restart() {
        synchronized (turn) {
            current.ifPresent(RouteSupervisor::restart);
        }
    }

    /** Goes back to what runs, which is what is written again. */
    void stay() {
        next.ifPresent(route -> {
            route.giveUp();
            givenUp.add(route);
        });
        next = Optional.empty();
    }

    /** Finishes what is in flight, and is gone. Waits where routes are just changing places. */
    void retire() {
        stay();
        synchronized (turn) {
            current.ifPresent(RouteSupervisor::retire);
            current = Optional.empty();
            givenUp.clear();
        }
        meters.close();
    }

    /** The endpoints that its versions use. */
    Stream<HubEndpoint> endpoints() {
        return Stream.concat(Stream.of(current, next).flatMap(Optional::stream), givenUp.stream())
                .flatMap(RouteSupervisor::endpoints);
    }

    RouteStatus status() {
        Optional<RouteSupervisor> runs = current;
        Optional<RouteCondition> condition = runs.map(RouteSupervisor::condition);
        List<String> problems = condition
                .map(RouteCondition::problems)
                .orElseGet(() -> rejected.stream().map(Problem::toString).toList());
        RouteStatus.State state = condition.map(seen -> seen.state(problems)).orElse(RouteStatus.State.INVALID);
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

    /** Why what is written now does not run yet. */
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
