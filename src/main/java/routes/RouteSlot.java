package routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import routes.definition.Problem;
import routes.definition.RouteStatus;
import routes.telemetry.RouteMeters;

/**
 * The name of a route: what runs under it, what is to take its place, and its figures, which go on whatever becomes of its
 * definition. Changed by one thread at a time; its status may be asked for by any.
 */
final class RouteSlot {

    private final String name;
    private final RouteMeters meters;
    private final Object turn = new Object();
    private volatile Optional<RunningRoute> current = Optional.empty();
    private volatile Optional<RunningRoute> next = Optional.empty();
    /** What was to take its place, and may be just about to, though it is not wanted any more. */
    private final Set<RunningRoute> givenUp = ConcurrentHashMap.newKeySet();

    private volatile List<Problem> rejected = List.of();

    RouteSlot(String name, RouteMeters meters) {
        this.name = name;
        this.meters = meters;
        meters.watch(this::status);
    }

    RouteMeters meters() {
        return meters;
    }

    /** Held while routes change places. */
    Object turn() {
        return turn;
    }

    /** Whether it runs this already, or is about to. */
    boolean follows(Recipe recipe) {
        return next.or(() -> current).filter(route -> route.does(recipe)).isPresent();
    }

    /** Whether it runs this, though something else may be about to take its place. */
    boolean runs(Recipe recipe) {
        return current.filter(route -> route.does(recipe)).isPresent();
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
    void begin(RunningRoute route) throws Exception {
        route.add();
        current = Optional.of(route);
    }

    /**
     * Another takes the place of what runs, once everything that it needs is there; until then, and while what is in flight is
     * finished, the old one runs.
     *
     * @param threads for the exchange, which waits for what is in flight
     * @param then what is done once they have changed places
     */
    void replace(RunningRoute route, Executor threads, Runnable then) {
        stay();
        next = Optional.of(route);
        route.startInPlaceOf(this::current, threads, () -> {
            took(route);
            then.run();
        });
    }

    private Optional<RunningRoute> current() {
        return current;
    }

    private void took(RunningRoute route) {
        current = Optional.of(route);
        next = next.filter(waiting -> waiting != route);
        givenUp.clear();
        meters.show(route.targets());
    }

    /** Begins to look for what the route needs, in a Camel context that has started. */
    void start() {
        current.ifPresent(RunningRoute::start);
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
            current.ifPresent(RunningRoute::retire);
            current = Optional.empty();
            givenUp.clear();
        }
        meters.close();
    }

    /** The URIs of all that its routes use. */
    Stream<String> uris() {
        return Stream.concat(Stream.of(current, next).flatMap(Optional::stream), givenUp.stream())
                .flatMap(RunningRoute::uris);
    }

    RouteStatus status() {
        List<String> change =
                new ArrayList<>(rejected.stream().map(Problem::toString).toList());
        next.ifPresent(route -> change.addAll(route.missing()));
        return current.map(route -> route.status(change)).orElseGet(() -> invalid(change));
    }

    private RouteStatus invalid(List<String> problems) {
        return new RouteStatus(
                name, "", RouteStatus.State.INVALID, problems, List.of(), 0, Map.of(), 0, OptionalLong.empty());
    }
}
