package routes.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import routes.camel.CamelRoutes;
import routes.compile.CompiledConfiguration;
import routes.config.ReadResult;
import routes.control.HubStatus;
import routes.control.OperationRejectedException;
import routes.control.RouteStatus;
import routes.model.Problem;
import routes.model.SourceLocation;
import routes.state.RouteHistory;
import routes.support.StructuredLogger;
import routes.telemetry.ConfigurationMeters;
import routes.telemetry.RouteMeters;

/**
 * The hub. It runs the configuration in HUB_HOME as Camel routes that are independent of each other, and applies changes of the
 * configuration while it runs. Not thread-safe: started and stopped once; the status may be read by any thread.
 */
public final class Hub implements HubStatus {

    private static final Logger LOG = StructuredLogger.of(Hub.class);

    private final CamelContext context;
    private final MeterRegistry registry;
    private final HubExecutors threads = HubExecutors.begin();
    private final RouteRegistry routeRegistry;
    private final RouteCommands orders = new RouteCommands(threads.work());
    private final ConnectionWatch connectionWatch = new ConnectionWatch(
            threads.work(), () -> ThreadLocalRandom.current().nextDouble(), System::nanoTime);
    private final ConfigurationMeters meters;
    private final RouteHalts routeHalts;
    private final CamelRoutes camelRoutes;
    private final EventOrders eventOrders;
    private final Duration slowStep;
    private final Clock clock;
    private final ProblemLog problemLog = new ProblemLog();
    private volatile CompiledConfiguration written;
    private volatile CompiledConfiguration taken;
    private volatile String configuration = "";

    /**
     * @param context the context that the routes are added to; started by its owner
     * @param connectors creates the endpoints of routes in this context
     * @param home the configuration in HUB_HOME when the hub starts
     * @param version the version of the hub, for dead letters
     * @param routeHalts the halts of the routes, which are read once the hub has started
     * @param eventOrders the orders about single events, which are read once the hub has started
     * @param slowStep how long the steps may work on one event before that is a problem of its route
     * @param camelRoutes the plain Camel routes that run beside the hub routes; the hub passes on all relevant changes
     */
    public Hub(
            CamelContext context,
            ConnectorRegistry connectors,
            CompiledConfiguration home,
            MeterRegistry registry,
            String version,
            RouteHalts routeHalts,
            CamelRoutes camelRoutes,
            RouteHistory history,
            EventOrders eventOrders,
            Duration slowStep,
            Clock clock) {
        this.context = context;
        this.routeHalts = routeHalts;
        this.camelRoutes = camelRoutes;
        this.eventOrders = eventOrders;
        this.slowStep = slowStep;
        this.clock = clock;
        this.written = home;
        this.taken = home;
        this.registry = registry;
        this.routeRegistry = new RouteRegistry(
                context,
                connectors,
                threads,
                new RouteHistoryRecorder(history, clock),
                version,
                this::slot,
                this::settle,
                clock);
        this.meters = new ConfigurationMeters(registry, this);
    }

    /**
     * Adds all valid routes, and starts each of them once its source and targets are ready. Does not wait.
     *
     * @param drain the maximum time that a stop waits for the events in flight
     */
    public void start(Duration drain) {
        PerRouteShutdownStrategy.install(context, drain);
        take(written);
        routeHalts.begin(this::obey, name -> has(name) || !areNamesKnown());
        eventOrders.begin(eventsInFlight());
        startRoutes();
    }

    EventOrders.Events eventsInFlight() {
        return new ReplicaEvents(routeRegistry::events);
    }

    /** The events in flight of all versions of the route. */
    List<RouteEvents> events(String route) {
        return routeRegistry
                .named(route)
                .orElseThrow(() -> OperationRejectedException.noDefinition(route))
                .events()
                .toList();
    }

    /** Starts the routes, but not before it is known which of them are halted. */
    private void startRoutes() {
        if (context.isStarted() && routeHalts.isKnown()) {
            begin();
            threads.repeat(Duration.ofSeconds(2), this::look);
            threads.repeat(Duration.ofSeconds(1), this::lookAtTargets);
        } else {
            threads.timer().schedule(this::startRoutes, 20, TimeUnit.MILLISECONDS);
        }
    }

    /** Updates the status of each route, so that the time of a state change is recorded, and retries failed commands. */
    private void look() {
        routeRegistry.all().forEach(this::look);
    }

    private void look(ManagedRoute managedRoute) {
        try {
            managedRoute.look();
            if (!managedRoute.obeys()) {
                obey(managedRoute);
            }
        } catch (RuntimeException | Error e) { // the other routes would not be looked at
            LOG.atError()
                    .addKeyValue("route", managedRoute.name())
                    .setCause(e)
                    .log("Unexpected error while looking at a route; will look again");
        }
    }

    private void lookAtTargets() {
        connectionWatch.look(routeRegistry.all().stream().flatMap(ManagedRoute::targets));
    }

    private void obey(String name) {
        routeRegistry.named(name).ifPresent(managedRoute -> {
            managedRoute.noteHalt();
            obey(managedRoute);
        });
        camelRoutes.obey(name);
    }

    private void obey(ManagedRoute managedRoute) {
        if (routeRegistry.hasBegun()) {
            orders.obey(managedRoute);
        }
    }

    boolean has(String route) {
        return routeRegistry.named(route).isPresent() || camelRoutes.has(route);
    }

    /** Whether every route that HUB_HOME defines is known by its name; not if a file cannot be read. */
    private boolean areNamesKnown() {
        return written.whole() && camelRoutes.problems().isEmpty();
    }

    /** The revisions of the route that this replica has loaded: of the running version, and of the one that will replace it. */
    Set<String> revisions(String route) {
        return routeRegistry.named(route).map(ManagedRoute::revisions).orElse(Set.of());
    }

    /** The revision that runs or will run, if this one has problems. */
    Optional<String> revisionInsteadOf(String rejected, String route) {
        return routeRegistry
                .named(route)
                .filter(managedRoute -> managedRoute.rejects(rejected))
                .flatMap(ManagedRoute::newest)
                .map(version -> version.revision().id());
    }

    boolean isHalted(String route) {
        return routeRegistry
                .named(route)
                .map(ManagedRoute::halt)
                .orElseGet(() -> routeHalts.halt(route))
                .isPresent();
    }

    /** Restarts the route. Does not wait. */
    void restart(String route) {
        routeRegistry.named(route).ifPresent(orders::restart);
        camelRoutes.restart(route);
    }

    private synchronized void begin() {
        routeRegistry.begin();
        if (written != taken) {
            take(written);
        }
        camelRoutes.begin();
    }

    /**
     * Applies the current configuration in HUB_HOME. Only routes that have changed are affected: the old version runs until the
     * endpoints of the new one are ready, finishes the events in flight, and is replaced. An invalid definition is not applied,
     * and the previous version continues. Returns before the routes are replaced. Called by one thread at a time.
     */
    public void follow(ReadResult reading) {
        follow(compiled(reading));
    }

    private synchronized void follow(CompiledConfiguration home) {
        written = home;
        if (routeRegistry.hasBegun()) {
            take(home);
        }
    }

    /** Compiles a configuration without applying it. Unchanged parts of the current configuration are reused. */
    public CompiledConfiguration compiled(ReadResult reading) {
        return CompiledConfiguration.of(reading, written);
    }

    private void take(CompiledConfiguration home) {
        taken = home;
        problemLog.tell(home.problems());
        routeRegistry.take(home);
        home.definition().ifPresent(definition -> configuration = definition.hash());
        camelRoutes.follow(home.camel());
        meters.show();
        problemLog.tellIfSound(problems());
    }

    /** Called after a route was replaced or removed. Applies the configuration again if it has changed in the meantime. */
    private synchronized void settle(String name) {
        routeRegistry.forgetRetired(name);
        routeRegistry.removeUnused();
        if (!routeRegistry.follows(name, written)) {
            take(written);
        }
    }

    private ManagedRoute slot(String name) {
        return new ManagedRoute(name, new RouteMeters(registry, name), routeHalts, slowStep, clock);
    }

    /**
     * Stops receiving events, waits for the events in flight until the drain timeout, and stops. Unfinished events stay with
     * their source. Retries continue during the wait, so the executors are shut down last.
     */
    public void stop() {
        routeRegistry.end();
        CompletableFuture<Void> left = camelRoutes.leave();
        context.stop();
        left.join();
        threads.end();
    }

    @Override
    public List<RouteStatus> routes() {
        Map<String, RouteStatus> all = new TreeMap<>();
        routeRegistry.all().forEach(managedRoute -> all.put(managedRoute.name(), managedRoute.status()));
        camelRoutes.routes().forEach(guest -> all.put(guest.name(), guest));
        return List.copyOf(all.values());
    }

    @Override
    public Optional<RouteStatus> route(String name) {
        return routeRegistry.named(name).map(ManagedRoute::status).or(() -> camelRoutes.route(name));
    }

    @Override
    public List<Problem> problems() {
        Set<Problem> all = new TreeSet<>(taken.problems());
        routeHalts.trouble().ifPresent(trouble -> all.add(new Problem(SourceLocation.NOWHERE, trouble)));
        routeRegistry.all().forEach(managedRoute -> all.addAll(managedRoute.rejected()));
        all.addAll(camelRoutes.problems());
        return List.copyOf(all);
    }

    @Override
    public String configuration() {
        return configuration;
    }
}
