package routes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.broker.HubEndpoint;
import routes.broker.SourceConsumer;
import routes.definition.RoutePlan;
import routes.definition.RouteStatus;
import routes.definition.RouteStatus.State;
import routes.delivery.Delivery;
import routes.event.Readiness;
import routes.telemetry.RouteMeters;

/**
 * A route of the hub and its life: asks its source and targets whether they are there, starts the Camel route once they are,
 * and keeps trying until then, so that one broken route never disturbs another. Thread-safe.
 */
final class RunningRoute {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRoute.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final String name;
    private final RoutePlan plan;
    private final CamelContext context;
    private final Map<String, HubEndpoint> places;
    private final Delivery delivery;
    private final RouteMeters meters;
    private final Executor threads;
    private final ScheduledExecutorService timer;
    private volatile List<String> missing = List.of("not yet looked for its source and targets");
    private volatile Optional<Route> started = Optional.empty();

    /**
     * @param places the source and every target, by what operators call them
     * @param threads to start the route on, which does not wait for anything
     */
    RunningRoute(
            String name,
            RoutePlan plan,
            CamelContext context,
            Map<String, HubEndpoint> places,
            Delivery delivery,
            RouteMeters meters,
            Executor threads,
            ScheduledExecutorService timer) {
        this.name = name;
        this.plan = plan;
        this.context = context;
        this.places = places;
        this.delivery = delivery;
        this.meters = meters;
        this.threads = threads;
        this.timer = timer;
    }

    /** Does not wait: in a Camel context that has started, the route starts once everything that it needs is there. */
    void start() {
        tryToStart(Duration.ofSeconds(1));
    }

    /** A place that the route has two uses for is asked once. */
    private void tryToStart(Duration pause) {
        if (!context.isStarted()) {
            return;
        }
        Map<HubEndpoint, CompletableFuture<Readiness>> asked = new HashMap<>();
        places.forEach((place, endpoint) -> asked.computeIfAbsent(endpoint, HubEndpoint::ask));
        CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .handleAsync(
                        (all, thrown) -> {
                            found(asked, pause);
                            return true;
                        },
                        threads)
                .exceptionally(thrown -> broke(thrown, pause));
    }

    /** No thread was to be had, or the hub has a mistake: the route asks again. */
    private boolean broke(Throwable thrown, Duration pause) {
        LOG.atError().addKeyValue("route", name).setCause(thrown).log("Starting broke off: tried again later");
        again(pause);
        return false;
    }

    private void found(Map<HubEndpoint, CompletableFuture<Readiness>> answers, Duration pause) {
        List<String> found = new ArrayList<>();
        places.forEach((place, endpoint) -> {
            Readiness readiness = answered(place, answers.get(endpoint));
            readiness.problem().ifPresent(problem -> found.add(place + ": " + problem));
        });
        if (found.isEmpty() && context.isStarted()) {
            startNow(found);
        }
        if (!found.equals(missing) && !found.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("route", name)
                    .addKeyValue("problems", found)
                    .log("Route waits for its source and targets");
        }
        missing = found;
        again(pause);
    }

    private void again(Duration pause) {
        if (started.isEmpty() && context.isStarted()) {
            Duration next = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            timer.schedule(() -> tryToStart(next), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Whatever a check does, the route asks again. */
    private Readiness answered(String place, CompletableFuture<Readiness> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            LOG.atError()
                    .addKeyValue("route", name)
                    .addKeyValue("place", place)
                    .setCause(e.getCause())
                    .log("A check failed unexpectedly");
            return Readiness.notReady(
                    "the check failed unexpectedly: " + e.getCause().getClass().getName());
        }
    }

    private void startNow(List<String> found) {
        try {
            context.getRouteController().startRoute(name);
            started = Optional.ofNullable(context.getRoute(name));
            LOG.atInfo().addKeyValue("route", name).log("Route started");
        } catch (Exception | Error e) {
            LOG.atWarn().addKeyValue("route", name).setCause(e).log("Route could not be started");
            found.add("it could not be started: " + e.getMessage());
        }
    }

    /** Asked for each route at every look at the metrics: Camel is not asked for its route, which it would search among all. */
    RouteStatus status() {
        Optional<SourceConsumer> source = started.map(Route::getConsumer)
                .filter(SourceConsumer.class::isInstance)
                .map(SourceConsumer.class::cast);
        List<String> problems = new ArrayList<>(missing);
        if (started.isPresent()) {
            source.flatMap(consumer -> consumer.state().problem()).ifPresent(problems::add);
            new TreeMap<>(delivery.outages()).forEach((target, detail) -> problems.add(target + " is out: " + detail));
        }
        RouteMeters.Books books = meters.books();
        return new RouteStatus(
                name,
                plan.description(),
                state(problems),
                problems,
                books.received(),
                books.outcomes(),
                books.inFlight(),
                source.map(SourceConsumer::lag).orElse(OptionalLong.empty()));
    }

    private State state(List<String> problems) {
        if (started.isEmpty()) {
            return State.WAITING;
        }
        if (!context.getRouteController().getRouteStatus(name).isStarted()) {
            return State.STOPPED;
        }
        return problems.isEmpty() ? State.UP : State.HELD;
    }
}
