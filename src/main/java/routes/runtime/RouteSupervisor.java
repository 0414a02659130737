package routes.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.compile.ResolvedRoute;
import routes.connector.HubEndpoint;
import routes.control.Halt;
import routes.control.RouteStatus.State;
import routes.delivery.DeliveryProcessor;

/**
 * A route of the hub and its life: asks its source and targets whether they are there, starts the Camel route once they are,
 * and keeps trying until then, so that one broken route never disturbs another. Takes nothing while operators have ordered so.
 * Thread-safe.
 */
final class RouteSupervisor {

    private static final Logger LOG = LoggerFactory.getLogger(RouteSupervisor.class);

    private final String name;
    private final ResolvedRoute recipe;
    private final CamelRouteHandle run;
    private final EndpointReadiness places;
    private final DeliveryProcessor delivery;
    private final ManagedRoute slot;
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile Executor threads;
    private volatile Supplier<Optional<RouteSupervisor>> predecessor = Optional::empty;
    private volatile Runnable whenStarted = () -> {};
    private volatile String revision = "";
    private volatile boolean unwanted;
    private volatile boolean asking;
    private volatile boolean retired;

    /**
     * @param threads to start the route on, which does not wait for anything
     * @param slot its name, whose turn is held by whoever changes what runs
     */
    RouteSupervisor(
            String name,
            ResolvedRoute recipe,
            CamelRouteHandle run,
            EndpointReadiness places,
            DeliveryProcessor delivery,
            Executor threads,
            ManagedRoute slot) {
        this.name = name;
        this.recipe = recipe;
        this.run = run;
        this.places = places;
        this.delivery = delivery;
        this.threads = threads;
        this.slot = slot;
    }

    /** Whether this is what it does, and goes on to do. */
    boolean does(ResolvedRoute wanted) {
        return !unwanted && recipe.equals(wanted);
    }

    /** Which text says now what it does. */
    void revision(String written) {
        revision = written;
    }

    /** Of the text that says what it does; empty until that is known. */
    String revision() {
        return revision;
    }

    ResolvedRoute recipe() {
        return recipe;
    }

    Stream<HubEndpoint> endpoints() {
        return places.endpoints();
    }

    /** Makes it a route of the Camel context, which does not run yet. */
    void add() throws Exception {
        run.add();
    }

    /** Does not wait: in a Camel context that has started, the route starts once everything that it needs is there. */
    void start() {
        asking = isWanted();
        int mine = attempts.incrementAndGet();
        places.ask(
                new EndpointReadiness.Journeyer() {
                    @Override
                    public boolean isWaiting() {
                        boolean waits = isWanted() && !run.isStarted();
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
                        return predecessor.get().filter(RouteSupervisor::runs).isPresent();
                    }
                },
                threads);
    }

    private boolean runs() {
        return run.isStarted() && !retired;
    }

    private boolean isWanted() {
        return !unwanted && slot.halt().isEmpty() && run.isPossible();
    }

    /**
     * As {@link #start}; and what runs under its name is retired just before.
     *
     * @param exchange to start the route on, which may wait until what is in flight is finished
     */
    void startInPlaceOf(Supplier<Optional<RouteSupervisor>> running, Executor exchange, Runnable then) {
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
            run.remove();
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
            if (!run.isStarted()) {
                start();
            } else if (isOrdered(Halt.Kind.PAUSED)) {
                run.suspend();
                LOG.atInfo().addKeyValue("route", name).log("Route paused");
            } else if (isOrdered(Halt.Kind.STOPPED)) {
                run.stop();
                LOG.atInfo().addKeyValue("route", name).log("Route stopped");
            } else {
                run.resume();
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
        if (!run.isPossible()) {
            return true;
        }
        if (!run.isStarted()) {
            return slot.halt().isPresent() || asking;
        }
        return slot.halt().isEmpty() ? !run.isSuspended() : isOrdered(Halt.Kind.PAUSED) && run.isSuspended();
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
        Optional<RouteSupervisor> old = predecessor.get();
        if (old.isPresent()) {
            old.get().retire();
            run.addAnew();
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
            run.stop();
            start();
        } catch (Exception e) {
            throw new IllegalStateException("the route '" + name + "' cannot be restarted", e);
        }
    }

    private Optional<String> startNow() {
        synchronized (slot.turn()) {
            return isWanted() && !run.isStarted() ? takeTurn() : Optional.empty();
        }
    }

    private Optional<String> takeTurn() {
        try {
            exchange();
            run.start();
        } catch (Exception | Error e) {
            LOG.atWarn().addKeyValue("route", name).setCause(e).log("Route could not be started");
            return Optional.of("it could not be started: " + e.getMessage());
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
        if (slot.halt().isPresent() && !run.isStarted()) {
            return List.of();
        }
        List<String> problems = new ArrayList<>(missing());
        if (run.isStarted()) {
            run.problem().ifPresent(problems::add);
            new TreeMap<>(delivery.outages()).forEach((target, detail) -> problems.add(target + " is out: " + detail));
        }
        return problems;
    }

    OptionalLong lag() {
        return run.lag();
    }

    /** @param problems what is wrong now */
    State state(List<String> problems) {
        if (!run.isStarted()) {
            return slot.halt()
                    .map(halt -> halt.kind() == Halt.Kind.PAUSED ? State.PAUSED : State.STOPPED)
                    .orElse(State.WAITING);
        }
        if (run.isSuspended()) {
            return State.PAUSED;
        }
        if (!run.isRunning()) {
            return State.STOPPED;
        }
        return problems.isEmpty() ? State.UP : State.HELD;
    }
}
