package routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.broker.SourceConsumer;
import routes.definition.Destination;
import routes.definition.Halt;
import routes.definition.RouteStatus.State;
import routes.delivery.Delivery;

/**
 * A route of the hub and its life: asks its source and targets whether they are there, starts the Camel route once they are,
 * and keeps trying until then, so that one broken route never disturbs another. Takes nothing while operators have ordered so.
 * Thread-safe.
 */
final class RunningRoute {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRoute.class);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(5);

    private final String name;
    private final Recipe recipe;
    private final CamelContext context;
    private final CamelRoutes camelRoutes;
    private final HubRouteBuilder builder;
    private final Places places;
    private final Delivery delivery;
    private final RouteSlot slot;
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile Executor threads;
    private volatile Supplier<Optional<RunningRoute>> predecessor = Optional::empty;
    private volatile Runnable whenStarted = () -> {};
    private volatile boolean unwanted;
    private volatile boolean asking;
    private volatile boolean retired;
    private volatile Optional<Route> started = Optional.empty();

    /**
     * @param threads to start the route on, which does not wait for anything
     * @param slot its name, whose turn is held by whoever changes what runs
     */
    RunningRoute(
            String name,
            Recipe recipe,
            CamelContext context,
            CamelRoutes camelRoutes,
            HubRouteBuilder builder,
            Places places,
            Delivery delivery,
            Executor threads,
            RouteSlot slot) {
        this.name = name;
        this.recipe = recipe;
        this.context = context;
        this.camelRoutes = camelRoutes;
        this.builder = builder;
        this.places = places;
        this.delivery = delivery;
        this.threads = threads;
        this.slot = slot;
    }

    /** Whether this is what it does, and goes on to do. */
    boolean does(Recipe wanted) {
        return !unwanted && recipe.equals(wanted);
    }

    String description() {
        return recipe.plan().description();
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
        return places.uris();
    }

    /** Makes it a route of the Camel context, which does not run yet. */
    void add() throws Exception {
        context.addRoutes(builder);
    }

    /** Does not wait: in a Camel context that has started, the route starts once everything that it needs is there. */
    void start() {
        asking = isWanted();
        int mine = attempts.incrementAndGet();
        places.ask(
                new Places.Journeyer() {
                    @Override
                    public boolean isWaiting() {
                        boolean waits = isWanted() && started.isEmpty();
                        if (!waits && mine == attempts.get()) {
                            asking = false;
                        }
                        return waits && mine == attempts.get();
                    }

                    @Override
                    public Optional<String> begin() {
                        return startNow();
                    }

                    @Override
                    public boolean replacesAnother() {
                        return predecessor.get().filter(RunningRoute::runs).isPresent();
                    }
                },
                threads);
    }

    private boolean runs() {
        return started.isPresent() && !retired;
    }

    private boolean isWanted() {
        return !unwanted && slot.halt().isEmpty() && context.isStarted();
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
            drainAndStop();
            context.removeRoute(name);
            retired = true;
            LOG.atInfo().addKeyValue("route", name).log("Route retired");
        } catch (Exception e) {
            throw new IllegalStateException("the route '" + name + "' cannot be retired", e);
        }
    }

    /**
     * Runs, pauses or stops as the slot's order says. Whoever calls holds the turn; where the route is to stop, what is in flight is
     * waited for.
     */
    void obey() {
        if (retired || obeys()) {
            return;
        }
        try {
            if (started.isEmpty()) {
                start();
            } else if (isOrdered(Halt.Kind.PAUSED)) {
                source().ifPresent(SourceConsumer::suspend);
                LOG.atInfo().addKeyValue("route", name).log("Route paused");
            } else if (isOrdered(Halt.Kind.STOPPED)) {
                stop();
                LOG.atInfo().addKeyValue("route", name).log("Route stopped");
            } else {
                source().ifPresent(SourceConsumer::resume);
                LOG.atInfo().addKeyValue("route", name).log("Route resumed");
            }
        } catch (Exception e) {
            throw new IllegalStateException("the route '" + name + "' does not obey", e);
        }
    }

    private boolean isOrdered(Halt.Kind kind) {
        return slot.halt().filter(halt -> halt.kind() == kind).isPresent();
    }

    /** Whether it does what the slot's order says, or is about to. */
    boolean obeys() {
        if (!context.isStarted()) {
            return true;
        }
        if (started.isEmpty()) {
            return slot.halt().isPresent() || asking;
        }
        return slot.halt().isEmpty() ? !isSuspended() : isOrdered(Halt.Kind.PAUSED) && isSuspended();
    }

    private boolean isSuspended() {
        return source().filter(SourceConsumer::isSuspended).isPresent();
    }

    /** What runs under its name is retired, and this stands there instead, not started. Whoever calls holds the turn. */
    void takePlace() {
        try {
            exchange();
            whenThere();
        } catch (Exception e) {
            throw new IllegalStateException("the route '" + name + "' cannot take its place", e);
        }
    }

    private void exchange() throws Exception {
        Optional<RunningRoute> old = predecessor.get();
        if (old.isPresent()) {
            old.get().retire();
            context.removeRoute(name); // what an earlier attempt of its own has left
            add();
        }
    }

    private void whenThere() {
        predecessor = Optional::empty;
        whenStarted.run();
        whenStarted = () -> {};
    }

    /** Stops, and starts anew where it is not halted. Whoever calls holds the turn, and may have to wait for a drain. */
    void restart() {
        if (retired) {
            return;
        }
        try {
            stop();
            start();
        } catch (Exception e) {
            throw new IllegalStateException("the route '" + name + "' cannot be restarted", e);
        }
    }

    private void stop() throws Exception {
        drainAndStop();
        started = Optional.empty();
    }

    private void drainAndStop() throws Exception {
        long end = end();
        drain(end);
        long left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
        context.getRouteController().stopRoute(name, left, TimeUnit.MILLISECONDS);
    }

    /** When a drain that begins now must be over. */
    private long end() {
        return System.nanoTime()
                + context.getShutdownStrategy()
                        .getTimeUnit()
                        .toNanos(context.getShutdownStrategy().getTimeout());
    }

    /** Sooner done than Camel's own drain, which looks once a second. */
    private void drain(long end) {
        source().ifPresent(source -> {
            source.suspend();
            while (source.inFlight() > 0 && System.nanoTime() < end) {
                LockSupport.parkNanos(LOOK_AGAIN);
            }
        });
    }

    private Optional<SourceConsumer> source() {
        return started.map(Route::getConsumer)
                .filter(SourceConsumer.class::isInstance)
                .map(SourceConsumer.class::cast);
    }

    private Optional<String> startNow() {
        synchronized (slot.turn()) {
            return isWanted() && started.isEmpty() ? takeTurn() : Optional.empty();
        }
    }

    private Optional<String> takeTurn() {
        try {
            exchange();
            context.getRouteController().startRoute(name);
            started = camelRoutes.named(name);
        } catch (Exception | Error e) {
            LOG.atWarn().addKeyValue("route", name).setCause(e).log("Route could not be started");
            return Optional.of("it could not be started: " + e.getMessage());
        }
        if (started.isEmpty()) {
            return Optional.of("it could not be started: Camel does not know it");
        }
        LOG.atInfo().addKeyValue("route", name).log("Route started");
        whenThere();
        return Optional.empty();
    }

    /** What it still waits for, or why it could not be started. */
    List<String> missing() {
        return places.missing();
    }

    /** What is wrong now. */
    List<String> problems() {
        if (slot.halt().isPresent() && started.isEmpty()) {
            return List.of();
        }
        List<String> problems = new ArrayList<>(missing());
        if (started.isPresent()) {
            source().flatMap(consumer -> consumer.state().problem()).ifPresent(problems::add);
            new TreeMap<>(delivery.outages()).forEach((target, detail) -> problems.add(target + " is out: " + detail));
        }
        return problems;
    }

    OptionalLong lag() {
        return source().map(SourceConsumer::lag).orElse(OptionalLong.empty());
    }

    /** @param problems what is wrong now */
    State state(List<String> problems) {
        if (started.isEmpty()) {
            return slot.halt()
                    .map(halt -> halt.kind() == Halt.Kind.PAUSED ? State.PAUSED : State.STOPPED)
                    .orElse(State.WAITING);
        }
        if (isSuspended()) {
            return State.PAUSED;
        }
        ServiceStatus camel = context.getRouteController().getRouteStatus(name);
        if (camel == null || !camel.isStarted()) {
            return State.STOPPED;
        }
        return problems.isEmpty() ? State.UP : State.HELD;
    }
}
