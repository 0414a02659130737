package routes;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.definition.HubDefinition;
import routes.definition.HubStatus;
import routes.definition.Problem;
import routes.definition.RoutePlan;
import routes.definition.RouteStatus;
import routes.telemetry.ConfigurationMeters;
import routes.telemetry.RouteMeters;

/**
 * The hub: what HUB_HOME says, made into Camel routes that live each for itself. Started and stopped once; its status may be
 * asked for by any thread.
 */
public final class Hub implements HubStatus {

    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

    private final CamelContext context;
    private final CompiledHome home;
    private final MeterRegistry registry;
    private final String version;
    private final ExecutorService threads = Executors.newCachedThreadPool(named("hub-work"));
    private final ThreadPoolExecutor starting =
            new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("hub-start"));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(named("hub-timer"));
    private final Map<String, RunningRoute> running = new ConcurrentHashMap<>();
    private final Map<String, List<Problem>> broken = new ConcurrentHashMap<>();

    /**
     * @param context where the routes are added; its owner starts it
     * @param version of the hub, for dead letters
     */
    Hub(CamelContext context, CompiledHome home, MeterRegistry registry, String version) {
        this.context = context;
        this.home = home;
        this.registry = registry;
        this.version = version;
        this.broken.putAll(home.broken());
        this.starting.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
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
        context.setShutdownStrategy(new SeparateShutdown(context));
        home.definition().ifPresent(definition -> {
            Brokers brokers = new Brokers(definition);
            brokers.addTo(context);
            Assembly assembly = new Assembly(context, definition, brokers, registry, threads, starting, timer, version);
            home.plans().keySet().forEach(name -> add(name, assembly));
        });
        broken.forEach((name, problems) -> {
            RouteStatus status = invalid(name, problems);
            new RouteMeters(registry, name).watch(() -> status);
        });
        ConfigurationMeters.register(registry, this);
        problems()
                .forEach(
                        problem -> LOG.atError().addKeyValue("problem", problem).log("Problem in HUB_HOME"));
        startRoutes();
    }

    private void startRoutes() {
        if (context.isStarted()) {
            running.values().forEach(RunningRoute::start);
        } else {
            timer.schedule(this::startRoutes, 20, TimeUnit.MILLISECONDS);
        }
    }

    private void limitDrain(Duration drain) {
        context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        context.getShutdownStrategy().setTimeout(Math.max(1, drain.toMillis()));
    }

    /**
     * Stops taking events, waits until those in flight are finished, and stops. What is not finished when the drain is over
     * stays with its source. Retries go on while it waits, so the timer ends last.
     */
    public void stop() {
        context.stop();
        timer.shutdownNow();
        starting.shutdownNow();
        threads.shutdownNow();
    }

    private void add(String name, Assembly assembly) {
        RoutePlan plan = home.plans().get(name);
        try {
            running.put(name, assembly.route(name, plan, home.itineraries().get(name)));
        } catch (Exception e) {
            LOG.atError().addKeyValue("route", name).setCause(e).log("Route could not be built");
            broken.put(name, List.of(new Problem(plan.place(), "the route could not be built: " + e.getMessage())));
        }
    }

    @Override
    public List<RouteStatus> routes() {
        Map<String, RouteStatus> all = new TreeMap<>();
        broken.forEach((name, problems) -> all.put(name, invalid(name, problems)));
        running.forEach((name, route) -> all.put(name, route.status()));
        return List.copyOf(all.values());
    }

    private static RouteStatus invalid(String name, List<Problem> problems) {
        List<String> told = problems.stream().map(Problem::toString).toList();
        return new RouteStatus(name, "", RouteStatus.State.INVALID, told, 0, Map.of(), 0, OptionalLong.empty());
    }

    @Override
    public List<Problem> problems() {
        Set<Problem> all = new TreeSet<>(home.problems());
        broken.values().forEach(all::addAll);
        return List.copyOf(all);
    }

    @Override
    public String configuration() {
        return home.definition().map(HubDefinition::hash).orElse("");
    }
}
