package routes.runtime;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import routes.compile.ResolvedRoute;
import routes.connector.HubEndpoint;
import routes.control.Halt;
import routes.control.RouteStatus;
import routes.delivery.WatchedTarget;
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

    private final RunPermission permission;
    private final EventWatchdog watchdog;
    private final RouteStatusReport report;
    private volatile List<Problem> rejected = List.of();
    private volatile String rejectedRevision = "";
    /** Whether the route is being removed, and nothing has been written under its name since. */
    private volatile boolean leaving;

    /** @param slowStep how long the steps may work on one event before that is a problem */
    ManagedRoute(String name, RouteMeters meters, RouteHalts halts, Duration slowStep, Clock clock) {
        this.name = name;
        this.meters = meters;
        this.permission = new RunPermission(name, halts);
        this.watchdog = new EventWatchdog(name, slowStep, clock);
        this.report = new RouteStatusReport(name, meters, watchdog, clock);
        meters.watch(this::status, this::oldestAge);
    }

    /** The halt because of which the newest version receives no events now, if any. */
    Optional<Halt> halt() {
        return permission.halt(newest());
    }

    /** Whether this version may start or resume. Only the newest may: a version that was replaced never starts again. */
    boolean mayStart(RouteSupervisor version) {
        return newest().filter(newest -> newest == version).isPresent() && halt().isEmpty();
    }

    /** Notes at once that a halt is in effect, before it is carried out by {@link #obey}. */
    void noteHalt() {
        permission.noteHalt(newest());
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

    /**
     * Sets the problems of the current configuration, because of which the running version continues; empty if valid.
     *
     * @param revision the revision of the text that has these problems; empty if the route has none
     */
    void reject(List<Problem> problems, String revision) {
        rejected = problems;
        rejectedRevision = revision;
    }

    /** Whether this text of the route was read and found to have problems. */
    boolean rejects(String revision) {
        return !rejected.isEmpty() && rejectedRevision.equals(revision);
    }

    /** Sets the revision of the newest version, whose definition has not changed. */
    void revise(LoadedRevision revision) {
        newest().ifPresent(route -> permission.loading(newest(), route, revision));
    }

    /** The revisions of the versions that this replica has loaded. */
    Set<String> revisions() {
        return Stream.of(current, next)
                .flatMap(Optional::stream)
                .map(route -> route.revision().id())
                .collect(Collectors.toSet());
    }

    /** Adds the first version. */
    void begin(RouteSupervisor route) throws Exception {
        route.add();
        leaving = false;
        current = Optional.of(route);
    }

    /**
     * Replaces the running version once the source and targets of the new version are ready. Until then the old version
     * continues; it finishes the events in flight before it is removed. A version that does not run, for example because it is
     * halted, is replaced immediately, so that it does not start again with an outdated definition.
     *
     * @param threads executes the replacement, which waits for the events in flight
     * @param then called after the replacement
     */
    void replace(RouteSupervisor route, Executor threads, Runnable then) {
        stay();
        leaving = false;
        permission.loading(newest(), route, route.revision());
        next = Optional.of(route);
        route.startAs(new RouteReplacement(threads, this::current, () -> {
            took(route);
            then.run();
        }));
        if (current.filter(permission::mustGiveWay).isPresent()) {
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
        permission.renew(newest());
        meters.show(route.resolved().targets());
    }

    /** Begins to check the endpoints of the route. The Camel context must have started. */
    void start() {
        current.ifPresent(RouteSupervisor::start);
    }

    /** Runs, pauses or stops the route according to its current halt. May wait until the events in flight have ended. */
    void obey() {
        synchronized (turn) {
            if (current.filter(permission::mustGiveWay).isPresent()) {
                next.ifPresent(RouteSupervisor::takePlace);
            }
            if (next.isEmpty()) {
                permission.renew(newest());
            }
            current.ifPresent(RouteSupervisor::obey);
        }
        next.ifPresent(RouteSupervisor::start);
    }

    /** Whether the state of the running version corresponds to the current halt. */
    boolean obeys() {
        return current.filter(route -> !route.obeys()).isEmpty();
    }

    /** Restarts the route with its newest version. May wait until the events in flight have ended. */
    void restart() {
        synchronized (turn) {
            next.ifPresent(RouteSupervisor::takePlace);
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

    /** Begins to remove the route. A version that is added afterwards takes the place of the one that is being removed. */
    void leave() {
        stay();
        leaving = true;
        current.ifPresent(RouteSupervisor::giveUp);
    }

    boolean isLeaving() {
        return leaving;
    }

    /** Whether operators no longer see the route. */
    boolean isGone() {
        return leaving && rejected.isEmpty();
    }

    /** Finishes the events in flight of the version that is being removed. Waits for a replacement that is in progress. */
    void retire() {
        synchronized (turn) {
            current.filter(route -> !route.isWanted()).ifPresent(RouteSupervisor::retire);
        }
    }

    /** Whether no version runs any more. */
    boolean isRetired() {
        return current.filter(route -> !route.isRetired()).isEmpty();
    }

    /** Removes the metrics of the route. */
    void close() {
        current = Optional.empty();
        givenUp.clear();
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

    /** Looks for events that take too long, and takes note of the current state and lag, also while nobody asks for them. */
    void look() {
        status();
        meters.lag(current.flatMap(RouteSupervisor::lag));
        watchdog.look(versions()
                .map(version -> new EventWatchdog.Watched(
                        version.condition().events(),
                        version.resolved().spec().retry().problemAfter(),
                        version.condition().camelRoute().isFull()))
                .toList());
    }

    /** The targets of the running version. */
    Stream<WatchedTarget> targets() {
        return current.map(RouteSupervisor::condition).stream()
                .flatMap(condition -> condition.events().delivery().watched().stream());
    }

    RouteStatus status() {
        return report.of(current, next, halt(), rejected);
    }
}
