package routes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.broker.HubEndpoint;
import routes.broker.SourceConsumer;
import routes.definition.Destination;
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
    private static final long LOOK_AGAIN = Duration.ofMillis(5).toNanos();

    private final String name;
    private final Recipe recipe;
    private final CamelContext context;
    private final CamelRoutes camelRoutes;
    private final HubRouteBuilder builder;
    private final Map<String, HubEndpoint> places;
    private final Delivery delivery;
    private final RouteMeters meters;
    private final ScheduledExecutorService timer;
    private final Object turn;
    private volatile Executor threads;
    private volatile Supplier<Optional<RunningRoute>> predecessor = Optional::empty;
    private volatile Runnable whenStarted = () -> {};
    private volatile boolean unwanted;
    private volatile boolean retired;
    private volatile List<String> missing = List.of("not yet looked for its source and targets");
    private volatile Optional<Route> started = Optional.empty();

    /**
     * @param places the source and every target, by what operators call them
     * @param threads to start the route on, which does not wait for anything
     * @param turn held by whoever changes what runs under this name
     */
    RunningRoute(
            String name,
            Recipe recipe,
            CamelContext context,
            CamelRoutes camelRoutes,
            HubRouteBuilder builder,
            Map<String, HubEndpoint> places,
            Delivery delivery,
            RouteMeters meters,
            Executor threads,
            ScheduledExecutorService timer,
            Object turn) {
        this.name = name;
        this.recipe = recipe;
        this.context = context;
        this.camelRoutes = camelRoutes;
        this.builder = builder;
        this.places = places;
        this.delivery = delivery;
        this.meters = meters;
        this.threads = threads;
        this.timer = timer;
        this.turn = turn;
    }

    /** Whether this is what it does, and goes on to do. */
    boolean does(Recipe wanted) {
        return !unwanted && recipe.equals(wanted);
    }

    /** The labels of all targets, that of the dead letters included. */
    Set<String> targets() {
        return Stream.concat(
                        recipe.plan().destinations().stream(),
                        Stream.of(recipe.plan().deadLetter()))
                .map(Destination::label)
                .collect(Collectors.toSet());
    }

    Stream<String> uris() {
        return places.values().stream().map(HubEndpoint::getEndpointUri);
    }

    /** Makes it a route of the Camel context, which does not run yet. */
    void add() throws Exception {
        context.addRoutes(builder);
    }

    /** Does not wait: in a Camel context that has started, the route starts once everything that it needs is there. */
    void start() {
        tryToStart(Duration.ofSeconds(1));
    }

    /**
     * As {@link #start}; and what runs under its name is retired just before.
     *
     * @param exchange to start the route on, which may wait until what is in flight is finished
     */
    void startInPlaceOf(Supplier<Optional<RunningRoute>> running, Executor exchange, Runnable then) {
        predecessor = running;
        threads = exchange;
        whenStarted = then;
        start();
    }

    /** It is not to start any more; where it has started, nothing happens. */
    void giveUp() {
        unwanted = true;
    }

    /**
     * Finishes what is in flight, for as long as a drain may last, and is gone; what is unfinished stays with its source. Whoever
     * calls holds the turn.
     */
    void retire() {
        unwanted = true;
        if (retired) {
            return;
        }
        try {
            long end = System.nanoTime() + drain();
            source().ifPresent(source -> drain(source, end));
            long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
            context.getRouteController().stopRoute(name, left, TimeUnit.MILLISECONDS);
            context.removeRoute(name);
            retired = true;
            LOG.atInfo().addKeyValue("route", name).log("Route retired");
        } catch (Exception e) {
            throw new IllegalStateException("the route '" + name + "' cannot be retired", e);
        }
    }

    /** The longest that a drain may last, in nanoseconds. */
    private long drain() {
        return context.getShutdownStrategy()
                .getTimeUnit()
                .toNanos(context.getShutdownStrategy().getTimeout());
    }

    /** Sooner done than Camel's own drain, which looks once a second. */
    private static void drain(SourceConsumer source, long end) {
        source.suspend();
        while (source.inFlight() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }

    private Optional<SourceConsumer> source() {
        return started.map(Route::getConsumer)
                .filter(SourceConsumer.class::isInstance)
                .map(SourceConsumer.class::cast);
    }

    /** A place that the route has two uses for is asked once. */
    private void tryToStart(Duration pause) {
        if (unwanted || !context.isStarted()) {
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
        if (started.isEmpty() && !unwanted && context.isStarted()) {
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
        synchronized (turn) {
            if (!unwanted) {
                takeTurn(found);
            }
        }
    }

    private void takeTurn(List<String> found) {
        try {
            Optional<RunningRoute> old = predecessor.get();
            if (old.isPresent()) {
                old.get().retire();
                context.removeRoute(name); // what an earlier attempt of its own has left
                add();
            }
            context.getRouteController().startRoute(name);
            started = camelRoutes.named(name);
        } catch (Exception | Error e) {
            LOG.atWarn().addKeyValue("route", name).setCause(e).log("Route could not be started");
            found.add("it could not be started: " + e.getMessage());
            return;
        }
        if (started.isEmpty()) {
            found.add("it could not be started: Camel does not know it");
            return;
        }
        predecessor = Optional::empty;
        LOG.atInfo().addKeyValue("route", name).log("Route started");
        whenStarted.run();
    }

    /** What it still waits for, or why it could not be started. */
    List<String> missing() {
        return missing;
    }

    /**
     * Asked for each route at every look at the metrics.
     *
     * @param change why what is written now does not run yet
     */
    RouteStatus status(List<String> change) {
        Optional<SourceConsumer> source = source();
        List<String> problems = new ArrayList<>(missing);
        if (started.isPresent()) {
            source.flatMap(consumer -> consumer.state().problem()).ifPresent(problems::add);
            new TreeMap<>(delivery.outages()).forEach((target, detail) -> problems.add(target + " is out: " + detail));
        }
        RouteMeters.Books books = meters.books();
        return new RouteStatus(
                name,
                recipe.plan().description(),
                state(problems),
                problems,
                change,
                books.received(),
                books.outcomes(),
                books.inFlight(),
                source.map(SourceConsumer::lag).orElse(OptionalLong.empty()));
    }

    private State state(List<String> problems) {
        if (started.isEmpty()) {
            return State.WAITING;
        }
        ServiceStatus camel = context.getRouteController().getRouteStatus(name);
        if (camel == null || !camel.isStarted()) {
            return State.STOPPED;
        }
        return problems.isEmpty() ? State.UP : State.HELD;
    }
}
