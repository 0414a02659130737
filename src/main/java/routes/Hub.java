package routes;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.broker.HubEndpoint;
import routes.config.Reading;
import routes.definition.Destination;
import routes.definition.HubDefinition;
import routes.definition.HubStatus;
import routes.definition.Order;
import routes.definition.Problem;
import routes.definition.RoutePlan;
import routes.definition.RouteStatus;
import routes.definition.Template;
import routes.delivery.Circumstances;
import routes.delivery.Delivery;
import routes.delivery.Outlet;
import routes.step.Itinerary;
import routes.telemetry.ConfigurationMeters;
import routes.telemetry.RouteMeters;

/**
 * The hub: what HUB_HOME says, made into Camel routes that live each for itself. Started and stopped once; its status may be
 * asked for by any thread.
 */
public final class Hub implements HubStatus {

    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);

    /** How many events of one key may be on their way at once where that cannot disturb their order. */
    private static final int WIDE = Integer.MAX_VALUE;

    private final CamelContext context;
    private final Reading reading;
    private final MeterRegistry registry;
    private final String version;
    private final ExecutorService threads = Executors.newCachedThreadPool(named("hub-work"));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(named("hub-timer"));
    private final Map<String, RunningRoute> running = new ConcurrentHashMap<>();
    private final Map<String, List<Problem>> broken = new ConcurrentHashMap<>();

    /**
     * @param context where the routes are added; its owner starts it
     * @param version of the hub, for dead letters
     */
    public Hub(CamelContext context, Reading reading, MeterRegistry registry, String version) {
        this.context = context;
        this.reading = reading;
        this.registry = registry;
        this.version = version;
        this.broken.putAll(reading.problemsByRoute());
    }

    private static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Adds every sound route and begins to start each as soon as its source and targets are there. Does not wait. */
    public void start() {
        reading.definition().ifPresent(definition -> {
            Brokers brokers = new Brokers(definition);
            brokers.addTo(context);
            definition.routes().forEach((name, plan) -> add(name, plan, definition, brokers));
        });
        broken.forEach((name, problems) -> {
            RouteStatus status = invalid(name, problems);
            new RouteMeters(registry, name).watch(() -> status);
        });
        ConfigurationMeters.register(registry, this);
        problems()
                .forEach(
                        problem -> LOG.atError().addKeyValue("problem", problem).log("Problem in HUB_HOME"));
        running.values().forEach(RunningRoute::start);
    }

    /**
     * Stops taking events, waits until those in flight are finished, but no longer than this, and stops. What is not finished
     * by then stays with its source.
     */
    public void stop(Duration drain) {
        context.getShutdownStrategy().setTimeout(Math.max(1, drain.toSeconds()));
        context.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
        timer.shutdownNow();
        context.stop();
        threads.shutdownNow();
    }

    private void add(String name, RoutePlan plan, HubDefinition definition, Brokers brokers) {
        Itinerary.Compiled compiled = Itinerary.compile(plan, definition.files());
        if (compiled.itinerary().isEmpty()) {
            broken.put(name, compiled.problems());
            return;
        }
        RouteMeters meters = new RouteMeters(registry, name);
        try {
            Map<String, HubEndpoint> places = new LinkedHashMap<>();
            String source = brokers.source(name, plan);
            places.put("source", endpoint(source));
            List<Outlet> outlets = new ArrayList<>();
            for (Destination to : plan.destinations()) {
                outlets.add(outlet(to, brokers, plan.order()));
                places.put(to.label(), endpoint(brokers.target(to)));
                meters.expect(to.label());
            }
            Outlet lastResort = outlet(plan.deadLetter(), brokers, Order.NONE);
            places.put("dead letter " + plan.deadLetter().label(), endpoint(brokers.target(plan.deadLetter())));
            meters.expect(plan.deadLetter().label());
            Delivery delivery = new Delivery(
                    name,
                    outlets,
                    new Outlet.LastResort(
                            lastResort,
                            plan.deadLetter().key().map(Template::text),
                            plan.deadLetter().routingKey().map(Template::text)),
                    plan.retry(),
                    new Circumstances(
                            meters,
                            threads,
                            timer,
                            Clock.systemUTC(),
                            () -> ThreadLocalRandom.current().nextDouble(),
                            version,
                            definition.hash()));
            Decide decide = new Decide(compiled.itinerary().get(), meters);
            context.addRoutes(new HubRouteBuilder(name, plan, source, decide, delivery));
            RunningRoute route = new RunningRoute(name, plan, context, places, delivery, meters, threads, timer);
            meters.watch(route::status);
            running.put(name, route);
        } catch (Exception e) {
            LOG.atError().addKeyValue("route", name).setCause(e).log("Route could not be built");
            broken.put(name, List.of(new Problem(plan.place(), "the route could not be built: " + e.getMessage())));
        }
    }

    private HubEndpoint endpoint(String uri) {
        return context.getEndpoint(uri, HubEndpoint.class);
    }

    private Outlet outlet(Destination to, Brokers brokers, Order order) {
        HubEndpoint endpoint = endpoint(brokers.target(to));
        int window = endpoint.keepsOrderAcrossFailures() ? WIDE : 1;
        return new Outlet(to.label(), endpoint, window, order == Order.KEY, to.deduplicates());
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
        List<Problem> all = new ArrayList<>(reading.problems());
        broken.values().stream()
                .flatMap(Collection::stream)
                .filter(problem ->
                        all.stream().noneMatch(known -> known.toString().equals(problem.toString())))
                .forEach(all::add);
        return all;
    }

    @Override
    public String configuration() {
        return reading.definition().map(HubDefinition::hash).orElse("");
    }
}
