package routes.runtime;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import routes.compile.CompiledConfiguration;
import routes.compile.ResolvedRoute;
import routes.config.RouteSource;
import routes.connector.HubEndpoint;
import routes.model.HubDefinition;
import routes.model.Problem;
import routes.support.StructuredLogger;

/**
 * The hub's routes by name: those that run or will run, those that are being replaced, and those that are being removed. Not
 * thread-safe: modified by one thread at a time; may be read by any thread.
 */
final class RouteRegistry {

    private static final Logger LOG = StructuredLogger.of(RouteRegistry.class);

    private final CamelContext context;
    private final ConnectorRegistry connectors;
    private final RouteTracker camelRoutes = new RouteTracker();
    private final HubExecutors threads;
    private final RouteHistoryRecorder historyRecorder;
    private final String version;
    private final Function<String, ManagedRoute> making;
    private final Consumer<String> settled;
    private final Clock clock;
    private final Map<String, ManagedRoute> slots = new ConcurrentHashMap<>();
    private volatile boolean begun;

    /**
     * @param connectors creates the endpoints of routes
     * @param version the version of the hub, for dead letters
     * @param making creates the managed route for a name
     * @param settled called with a name on a thread of the hub, after the route of this name has been replaced or removed
     */
    RouteRegistry(
            CamelContext context,
            ConnectorRegistry connectors,
            HubExecutors threads,
            RouteHistoryRecorder historyRecorder,
            String version,
            Function<String, ManagedRoute> making,
            Consumer<String> settled,
            Clock clock) {
        this.context = context;
        this.connectors = connectors;
        this.threads = threads;
        this.historyRecorder = historyRecorder;
        this.version = version;
        this.making = making;
        this.settled = settled;
        this.clock = clock;
        context.addLifecycleStrategy(camelRoutes);
    }

    Optional<ManagedRoute> named(String route) {
        return Optional.ofNullable(slots.get(route)).filter(managedRoute -> !managedRoute.isGone());
    }

    List<ManagedRoute> all() {
        return slots.values().stream()
                .filter(managedRoute -> !managedRoute.isGone())
                .toList();
    }

    /** The events in flight of all versions of the route; none if there is no such route. */
    List<RouteEvents> events(String route) {
        return named(route).stream().flatMap(ManagedRoute::events).toList();
    }

    /** Starts each route as soon as its source and targets are ready. Routes that are added later are started when added. */
    void begin() {
        begun = true;
        slots.values().forEach(ManagedRoute::start);
    }

    /** Routes that are added from now on are not started. */
    void end() {
        begun = false;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Applies the configuration. Only routes that have changed are affected. */
    void take(CompiledConfiguration home) {
        home.definition().ifPresent(definition -> take(definition, home));
        home.broken().keySet().stream().filter(RouteSource::isName).forEach(this::slot);
        slots.forEach((name, managedRoute) -> reject(name, managedRoute, home));
    }

    private void take(HubDefinition definition, CompiledConfiguration home) {
        connectors.follow(definition);
        RouteFactory assembly = new RouteFactory(context, camelRoutes, definition, connectors, threads, version);
        Set<String> wanted = new TreeSet<>(home.resolvedRoutes().keySet());
        wanted.addAll(home.broken().keySet());
        if (home.whole()) {
            List<String> gone = slots.keySet().stream()
                    .filter(name -> !wanted.contains(name) && !slots.get(name).isLeaving())
                    .toList();
            gone.forEach(this::retire);
        }
        Set<String> taken = new TreeSet<>();
        home.resolvedRoutes().forEach((name, resolved) -> {
            if (take(name, resolved, home, assembly)) {
                taken.add(name);
            }
        });
        threads.recording().execute(() -> historyRecorder.took(taken, home));
        removeUnused();
    }

    private void reject(String name, ManagedRoute managedRoute, CompiledConfiguration home) {
        List<Problem> rejected = rejected(name, managedRoute, home);
        managedRoute.reject(rejected, rejected.isEmpty() ? "" : historyRecorder.revision(name, home));
    }

    /**
     * The problems because of which the route does not follow the configuration. If hub.yaml is invalid or a file cannot be read,
     * this affects every route that is not part of the compiled configuration.
     */
    private static List<Problem> rejected(String name, ManagedRoute managedRoute, CompiledConfiguration home) {
        boolean known = home.resolvedRoutes().containsKey(name) || managedRoute.isLeaving();
        List<Problem> own = home.broken().getOrDefault(name, List.of());
        return own.isEmpty() && !known ? Problem.errors(home.problems()) : own;
    }

    /** Applies the definition of one route. Returns whether the route was built or is unchanged. */
    private boolean take(String name, ResolvedRoute resolved, CompiledConfiguration home, RouteFactory assembly) {
        ManagedRoute managedRoute = slot(name);
        LoadedRevision revision =
                LoadedRevision.of(() -> historyRecorder.revision(name, resolved, home), clock.instant());
        if (!managedRoute.follows(resolved) && managedRoute.runs(resolved)) {
            managedRoute.stay();
        }
        if (managedRoute.follows(resolved)) {
            managedRoute.revise(revision);
            return true;
        }
        try {
            RouteSupervisor route =
                    assembly.route(name, resolved, home.pipelines().get(name), managedRoute);
            route.revision(revision);
            if (managedRoute.isEmpty()) {
                managedRoute.begin(route);
                if (begun) {
                    managedRoute.start();
                }
            } else {
                managedRoute.replace(
                        route, threads.exchanging(), () -> threads.work().execute(() -> settled.accept(name)));
            }
            return true;
        } catch (Exception e) {
            LOG.atError().addKeyValue("route", name).setCause(e).log("Route could not be built");
            home.broken().put(name, List.of(unbuilt(resolved, e)));
            return false;
        }
    }

    private static Problem unbuilt(ResolvedRoute resolved, Exception e) {
        return new Problem(resolved.spec().location(), "the route could not be built: " + e.getMessage());
    }

    private ManagedRoute slot(String name) {
        return slots.computeIfAbsent(name, making);
    }

    /** Removes a route in the background, since draining takes time. A route of its name that is added meanwhile replaces it. */
    private void retire(String name) {
        ManagedRoute managedRoute = slots.get(name);
        managedRoute.leave();
        threads.recording().execute(() -> historyRecorder.removed(name));
        threads.work().execute(() -> {
            try {
                managedRoute.retire();
            } catch (RuntimeException e) {
                LOG.atError().addKeyValue("route", name).setCause(e).log("Route could not be retired");
            } finally {
                settled.accept(name);
            }
        });
    }

    /** Forgets a route that has been removed, unless it was added again. */
    void forgetRetired(String name) {
        Optional.ofNullable(slots.get(name))
                .filter(managedRoute -> managedRoute.isLeaving() && managedRoute.isRetired())
                .ifPresent(managedRoute -> {
                    managedRoute.close();
                    slots.remove(name);
                });
    }

    /** Whether the route that runs, or will run, under this name is the one in the configuration. */
    boolean follows(String name, CompiledConfiguration home) {
        Optional<ResolvedRoute> recipe =
                Optional.ofNullable(home.resolvedRoutes().get(name));
        Optional<ManagedRoute> managedRoute = named(name);
        return recipe.isPresent()
                ? managedRoute.filter(known -> known.follows(recipe.get())).isPresent()
                : managedRoute.isPresent() || !home.broken().containsKey(name);
    }

    /** Removes endpoints and clients of connections that no route uses any more. */
    void removeUnused() {
        Set<HubEndpoint> used =
                slots.values().stream().flatMap(ManagedRoute::endpoints).collect(Collectors.toSet());
        connectors.removeAllBut(used);
    }
}
