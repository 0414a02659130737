package routes.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.camel.CamelRoutes;
import routes.compile.CompiledConfiguration;
import routes.config.ReadResult;
import routes.control.HubStatus;
import routes.control.RouteStatus;
import routes.model.Problem;
import routes.model.SourceLocation;
import routes.state.RouteHistory;
import routes.telemetry.ConfigurationMeters;
import routes.telemetry.RouteMeters;

/**
 * The hub: what HUB_HOME says, made into Camel routes that live each for itself. Started and stopped once; it follows what
 * HUB_HOME says for as long as it runs. Its status may be asked for by any thread.
 */
public final class Hub implements HubStatus {

    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

    private static final Duration LOOK = Duration.ofSeconds(2);

    private final CamelContext context;
    private final MeterRegistry registry;
    private final HubExecutors threads = HubExecutors.begin();
    private final RouteRegistry routeRegistry;
    private final RouteCommands orders = new RouteCommands(threads.work());
    private final ConfigurationMeters meters;
    private final RouteHalts routeHalts;
    private final CamelRoutes camelRoutes;
    private final Clock clock;
    private Set<String> told = Set.of();
    private volatile CompiledConfiguration written;
    private volatile CompiledConfiguration taken;
    private volatile String configuration = "";

    /**
     * @param context where the routes are added; its owner starts it
     * @param home what HUB_HOME says when the hub starts
     * @param version of the hub, for dead letters
     * @param routeHalts knows which routes are halted, once the hub has started
     * @param camelRoutes what runs beside the hub's own routes; the hub tells them of all that they have to know
     */
    public Hub(
            CamelContext context,
            CompiledConfiguration home,
            MeterRegistry registry,
            String version,
            RouteHalts routeHalts,
            CamelRoutes camelRoutes,
            RouteHistory history,
            Clock clock) {
        this.context = context;
        this.routeHalts = routeHalts;
        this.camelRoutes = camelRoutes;
        this.clock = clock;
        this.written = home;
        this.taken = home;
        this.registry = registry;
        this.routeRegistry = new RouteRegistry(
                context, threads, new RouteHistoryRecorder(history, clock), version, this::slot, this::settle);
        this.meters = new ConfigurationMeters(registry, this);
    }

    /**
     * Adds every sound route and begins to start each as soon as its source and targets are there. Does not wait.
     *
     * @param drain the longest that stopping may wait for what is in flight
     */
    public void start(Duration drain) {
        try {
            context.addStartupListener((started, alreadyStarted) -> limitDrain(drain));
        } catch (Exception e) {
            throw new IllegalStateException("Camel takes no listener", e);
        }
        context.setShutdownStrategy(new PerRouteShutdownStrategy(context));
        take(written);
        routeHalts.begin(name -> {
            routeRegistry.named(name).ifPresent(this::obey);
            camelRoutes.obey(name);
        });
        startRoutes();
    }

    /** Not before it is known which of them are halted. */
    private void startRoutes() {
        if (context.isStarted() && routeHalts.isKnown()) {
            begin();
            threads.timer().scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            threads.timer().schedule(this::startRoutes, 20, TimeUnit.MILLISECONDS);
        }
    }

    /** So that it is known since when a route is in its state, though nobody asks; and an order that failed is tried again. */
    private void look() {
        routeRegistry.all().forEach(managedRoute -> {
            managedRoute.status();
            if (!managedRoute.obeys()) {
                obey(managedRoute);
            }
        });
    }

    private void obey(ManagedRoute managedRoute) {
        if (routeRegistry.hasBegun()) {
            orders.obey(managedRoute);
        }
    }

    boolean has(String route) {
        return routeRegistry.named(route).isPresent() || camelRoutes.has(route);
    }

    /** Does not wait for it. */
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

    private void limitDrain(Duration drain) {
        context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        context.getShutdownStrategy().setTimeout(Math.max(1, drain.toMillis()));
    }

    /**
     * Takes up what HUB_HOME says now. Only routes of which something has changed are touched: such a route goes on until the new
     * one has found all that it needs, finishes what is in flight, and makes way. What is not sound changes nothing; what ran
     * before goes on. Returns before the routes have changed places. Called by one thread at a time.
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

    /** What the hub would follow: made of what it follows, as far as that is the same. */
    public CompiledConfiguration compiled(ReadResult reading) {
        return CompiledConfiguration.of(reading, written);
    }

    private void take(CompiledConfiguration home) {
        boolean wasSound = told.isEmpty();
        taken = home;
        tell(home.problems());
        routeRegistry.take(home);
        home.definition().ifPresent(definition -> configuration = definition.hash());
        camelRoutes.follow(home.camel());
        meters.show();
        if (!wasSound && problems().isEmpty()) {
            LOG.info("HUB_HOME is sound again");
        }
    }

    /** Those that have not been told before, or are there again. */
    private void tell(List<Problem> problems) {
        Set<String> now = problems.stream().map(Problem::toString).collect(Collectors.toCollection(LinkedHashSet::new));
        now.stream()
                .filter(problem -> !told.contains(problem))
                .forEach(
                        problem -> LOG.atError().addKeyValue("problem", problem).log("Problem in HUB_HOME"));
        told = now;
    }

    /** Routes have changed places: what is written may have been changed once more, or back, while they did. */
    private synchronized void settle(String name) {
        routeRegistry.removeUnused();
        if (!routeRegistry.follows(name, written)) {
            take(written);
        }
    }

    private ManagedRoute slot(String name) {
        return new ManagedRoute(name, new RouteMeters(registry, name), () -> routeHalts.halt(name), clock);
    }

    /**
     * Stops taking events, waits until those in flight are finished, and stops. What is not finished when the drain is over
     * stays with its source. Retries go on while it waits, so the timer ends last.
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
