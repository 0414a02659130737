package routes.runtime;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.compile.CompiledConfiguration;
import routes.compile.ResolvedRoute;
import routes.config.RouteSource;
import routes.connector.HubEndpoint;
import routes.model.HubDefinition;
import routes.model.Problem;

/**
 * The hub's routes by their names: those that run or are to, those that make way for a change, and those that are leaving. Changed by
 * one thread at a time; may be looked at by any.
 */
final class RouteRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(RouteRegistry.class);

    private final CamelContext context;
    private final ConnectorRegistry connectors;
    private final RouteTracker camelRoutes = new RouteTracker();
    private final HubExecutors threads;
    private final RouteHistoryRecorder chronicle;
    private final String version;
    private final Function<String, ManagedRoute> making;
    private final Consumer<String> settled;
    private final Map<String, ManagedRoute> slots = new ConcurrentHashMap<>();
    private final Map<String, ManagedRoute> leaving = new ConcurrentHashMap<>();
    private volatile boolean begun;

    /**
     * @param version of the hub, for dead letters
     * @param making of the slot for a name
     * @param settled told of a name when routes have changed places under it, or its route has left: on a thread of the hub's
     */
    RouteRegistry(
            CamelContext context,
            HubExecutors threads,
            RouteHistoryRecorder chronicle,
            String version,
            Function<String, ManagedRoute> making,
            Consumer<String> settled) {
        this.context = context;
        this.connectors = new ConnectorRegistry(context);
        this.threads = threads;
        this.chronicle = chronicle;
        this.version = version;
        this.making = making;
        this.settled = settled;
        context.addLifecycleStrategy(camelRoutes);
    }

    Optional<ManagedRoute> named(String route) {
        return Optional.ofNullable(slots.get(route));
    }

    Collection<ManagedRoute> all() {
        return slots.values();
    }

    /** Starts every route, as soon as its source and targets are there; those that come later start then. */
    void begin() {
        begun = true;
        slots.values().forEach(ManagedRoute::start);
    }

    /** What comes later does not start. */
    void end() {
        begun = false;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Touches what has changed, and nothing else. */
    void take(CompiledConfiguration home) {
        home.definition().ifPresent(definition -> take(definition, home));
        home.broken().keySet().stream()
                .filter(name -> !leaving.containsKey(name) && RouteSource.isName(name))
                .forEach(this::slot);
        slots.forEach((name, slot) -> slot.reject(rejected(name, home)));
    }

    private void take(HubDefinition definition, CompiledConfiguration home) {
        connectors.follow(definition);
        RouteFactory assembly = new RouteFactory(context, camelRoutes, definition, connectors, threads, version);
        Set<String> wanted = new TreeSet<>(home.recipes().keySet());
        wanted.addAll(home.broken().keySet());
        if (home.whole()) {
            List<String> gone = slots.keySet().stream()
                    .filter(name -> !wanted.contains(name))
                    .toList();
            gone.forEach(this::retire);
        }
        Map<String, RouteSupervisor> taken = new TreeMap<>();
        home.recipes().forEach((name, recipe) -> {
            if (!leaving.containsKey(name) && take(name, recipe, home, assembly)) {
                slots.get(name).newest().ifPresent(route -> taken.put(name, route));
            }
        });
        threads.recording().execute(() -> chronicle.took(taken, home));
        removeUnused();
    }

    /** Why the route does not follow what is written; without a sound hub.yaml, or where a file cannot be read, none can. */
    private static List<Problem> rejected(String name, CompiledConfiguration home) {
        boolean known = home.recipes().containsKey(name);
        List<Problem> own = home.broken().getOrDefault(name, List.of());
        return own.isEmpty() && !known ? home.problems() : own;
    }

    /** Whether the route could be built, or is what it was. */
    private boolean take(String name, ResolvedRoute recipe, CompiledConfiguration home, RouteFactory assembly) {
        ManagedRoute slot = slot(name);
        if (slot.follows(recipe)) {
            return true;
        }
        if (slot.runs(recipe)) {
            slot.stay();
            return true;
        }
        try {
            RouteSupervisor route =
                    assembly.route(name, recipe, home.itineraries().get(name), slot);
            if (slot.isEmpty()) {
                slot.begin(route);
                if (begun) {
                    slot.start();
                }
            } else {
                slot.replace(route, threads.exchanging(), () -> threads.work().execute(() -> settled.accept(name)));
            }
            return true;
        } catch (Exception e) {
            LOG.atError().addKeyValue("route", name).setCause(e).log("Route could not be built");
            home.broken().put(name, List.of(unbuilt(recipe, e)));
            return false;
        }
    }

    private static Problem unbuilt(ResolvedRoute recipe, Exception e) {
        return new Problem(recipe.spec().location(), "the route could not be built: " + e.getMessage());
    }

    private ManagedRoute slot(String name) {
        return slots.computeIfAbsent(name, making);
    }

    /** Draining may take its time: what else has changed does not wait for it, and its name stays taken meanwhile. */
    private void retire(String name) {
        ManagedRoute slot = slots.remove(name);
        leaving.put(name, slot);
        threads.recording().execute(() -> chronicle.removed(name));
        threads.work().execute(() -> {
            try {
                slot.retire();
            } catch (RuntimeException e) {
                LOG.atError().addKeyValue("route", name).setCause(e).log("Route could not be retired");
            } finally {
                leaving.remove(name);
                settled.accept(name);
            }
        });
    }

    /** Whether what runs, or is to run, under a name is what is written. */
    boolean follows(String name, CompiledConfiguration home) {
        Optional<ResolvedRoute> recipe = Optional.ofNullable(home.recipes().get(name));
        return recipe.isEmpty()
                || named(name).filter(slot -> slot.follows(recipe.get())).isPresent();
    }

    /** Removes endpoints, and clients of connections, that no route uses any more. */
    void removeUnused() {
        Set<HubEndpoint> used = Stream.concat(slots.values().stream(), leaving.values().stream())
                .flatMap(ManagedRoute::endpoints)
                .collect(Collectors.toSet());
        connectors.removeAllBut(used);
    }
}
