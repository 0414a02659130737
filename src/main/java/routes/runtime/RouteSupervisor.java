package routes.runtime;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.compile.ResolvedRoute;
import routes.connector.HubEndpoint;
import routes.control.Halt;
import routes.delivery.DeliveryProcessor;
import routes.runtime.RouteLifecycle.Phase;

/**
 * One version of a route, from waiting for its endpoints to its retirement: asks its source and targets whether they are ready,
 * starts the Camel route once all of them are, and keeps trying until then, so that one broken route never disturbs another.
 * Does not run while an operator has halted the route. Thread-safe: changed by whoever holds the {@link ManagedRoute#turn}.
 */
final class RouteSupervisor {

    private static final Logger LOG = LoggerFactory.getLogger(RouteSupervisor.class);

    private final String name;
    private final ResolvedRoute resolved;
    private final CamelRouteHandle camelRoute;
    private final EndpointReadiness readiness;
    private final DeliveryProcessor delivery;
    private final ManagedRoute managedRoute;
    private final RouteLifecycle lifecycle = new RouteLifecycle();
    private final AtomicInteger starts = new AtomicInteger();
    private volatile RouteReplacement replacement;
    private volatile String revision = "";
    private volatile boolean wanted = true;

    /** @param threads to start the route on, which does not wait for anything */
    RouteSupervisor(
            String name,
            ResolvedRoute resolved,
            CamelRouteHandle camelRoute,
            EndpointReadiness readiness,
            DeliveryProcessor delivery,
            Executor threads,
            ManagedRoute managedRoute) {
        this.name = name;
        this.resolved = resolved;
        this.camelRoute = camelRoute;
        this.readiness = readiness;
        this.delivery = delivery;
        this.managedRoute = managedRoute;
        this.replacement = RouteReplacement.ofNothing(threads);
    }

    /** Whether this is what it does, and goes on to do. */
    boolean does(ResolvedRoute asked) {
        return wanted && resolved.equals(asked);
    }

    /** The revision of the YAML that this version was built from. */
    void revision(String written) {
        revision = written;
    }

    /** The revision of the YAML that this version was built from; empty until it is known. */
    String revision() {
        return revision;
    }

    ResolvedRoute resolved() {
        return resolved;
    }

    Stream<HubEndpoint> endpoints() {
        return readiness.endpoints();
    }

    /** Makes it a route of the Camel context, which does not run yet. */
    void add() throws Exception {
        camelRoute.add();
    }

    /** Does not wait: in a Camel context that has started, the route starts once its source and targets are ready. */
    void start() {
        int mine = starts.incrementAndGet();
        synchronized (lifecycle) {
            if (mayStart() && lifecycle.is(Phase.STOPPED)) {
                lifecycle.become(Phase.WAITING);
            }
        }
        readiness.await(
                new EndpointReadiness.Waiting() {
                    @Override
                    public boolean isWaiting() {
                        return mine == starts.get() && waits();
                    }

                    @Override
                    public Optional<String> begin() {
                        return startNow();
                    }

                    @Override
                    public boolean replacesAnother() {
                        return replacement.replacesRunning();
                    }
                },
                replacement.threads());
    }

    boolean isStarted() {
        return lifecycle.isStarted();
    }

    private boolean mayStart() {
        return wanted && managedRoute.halt().isEmpty() && camelRoute.isPossible();
    }

    /** Whether it goes on asking its endpoints. Once it does not, it is stopped. */
    private boolean waits() {
        synchronized (lifecycle) {
            if (!mayStart() && lifecycle.is(Phase.WAITING)) {
                lifecycle.become(Phase.STOPPED);
            }
            return lifecycle.is(Phase.WAITING) || lifecycle.is(Phase.STARTING);
        }
    }

    /** As {@link #start}, on threads that may wait until what is in flight in the predecessor has ended. */
    void startInPlaceOf(Supplier<Optional<RouteSupervisor>> predecessor, Executor threads, Runnable whenDone) {
        replacement = new RouteReplacement(threads, predecessor, whenDone);
        start();
    }

    /** It is not to start any more; where it has started, nothing happens. */
    void giveUp() {
        wanted = false;
    }

    /**
     * Finishes what is in flight, for as long as a drain may last, and removes the Camel route. Unfinished events stay with their
     * source. Whoever calls holds the turn.
     */
    void retire() {
        wanted = false;
        if (lifecycle.is(Phase.RETIRED)) {
            return;
        }
        try {
            become(Phase.STOPPING);
            camelRoute.remove();
            become(Phase.RETIRED);
            LOG.atInfo().addKeyValue("route", name).log("Route retired");
        } catch (Exception e) {
            throw new IllegalStateException("the route '" + name + "' cannot be retired", e);
        }
    }

    /**
     * Runs, pauses or stops as operators have ordered. Whoever calls holds the turn; where the route is to stop, what is in flight
     * is waited for.
     */
    void obey() {
        if (lifecycle.is(Phase.RETIRED) || obeys()) {
            return;
        }
        try {
            if (!isStarted()) {
                start();
            } else if (isOrdered(Halt.Kind.PAUSED)) {
                camelRoute.suspend();
                become(Phase.PAUSED);
                LOG.atInfo().addKeyValue("route", name).log("Route paused");
            } else if (isOrdered(Halt.Kind.STOPPED)) {
                stop();
                LOG.atInfo().addKeyValue("route", name).log("Route stopped");
            } else {
                camelRoute.resume();
                become(Phase.RUNNING);
                LOG.atInfo().addKeyValue("route", name).log("Route resumed");
            }
        } catch (Exception e) {
            throw new IllegalStateException("the route '" + name + "' cannot be paused, stopped or resumed", e);
        }
    }

    private void stop() throws Exception {
        boolean wasStarted = isStarted();
        become(Phase.STOPPING);
        try {
            camelRoute.stop();
        } finally {
            if (!wasStarted) {
                become(Phase.STOPPED); // whatever Camel says: else it would count as started, and never start
            }
        }
        if (wasStarted) {
            become(Phase.STOPPED);
        }
    }

    private void become(Phase phase) {
        synchronized (lifecycle) {
            if (!lifecycle.is(phase) || lifecycle.mayBecome(phase)) {
                lifecycle.become(phase);
            }
        }
    }

    private boolean isOrdered(Halt.Kind kind) {
        return managedRoute.halt().filter(halt -> halt.kind() == kind).isPresent();
    }

    /** Whether it does what operators have ordered, or is about to. */
    boolean obeys() {
        if (!camelRoute.isPossible()) {
            return true;
        }
        if (!isStarted()) {
            return managedRoute.halt().isPresent() || waits();
        }
        return managedRoute.halt().isEmpty()
                ? !camelRoute.isSuspended()
                : isOrdered(Halt.Kind.PAUSED) && camelRoute.isSuspended();
    }

    /** Replaces what runs under its name, without being started. Whoever calls holds the turn. */
    void takePlace() {
        try {
            replacePredecessor();
            done();
        } catch (Exception e) {
            throw new IllegalStateException("the route '" + name + "' cannot replace the version before it", e);
        }
    }

    private void replacePredecessor() throws Exception {
        if (replacement.retirePredecessor()) {
            camelRoute.addAnew();
        }
    }

    private void done() {
        Runnable whenDone = replacement.whenDone();
        replacement = RouteReplacement.ofNothing(replacement.threads());
        whenDone.run();
    }

    /** Stops, and starts anew unless it is halted. Whoever calls holds the turn, and may have to wait for a drain. */
    void restart() {
        if (lifecycle.is(Phase.RETIRED)) {
            return;
        }
        try {
            stop();
            start();
        } catch (Exception e) {
            throw new IllegalStateException("the route '" + name + "' cannot be restarted", e);
        }
    }

    private Optional<String> startNow() {
        synchronized (managedRoute.turn()) {
            return mayStart() && lifecycle.is(Phase.WAITING) ? startInTurn() : Optional.empty();
        }
    }

    private Optional<String> startInTurn() {
        become(Phase.STARTING);
        try {
            replacePredecessor();
            camelRoute.start();
        } catch (Exception | Error e) {
            become(Phase.WAITING);
            LOG.atWarn().addKeyValue("route", name).setCause(e).log("Route could not be started; will retry");
            return Optional.of("it could not be started: " + e.getMessage());
        }
        become(Phase.RUNNING);
        LOG.atInfo().addKeyValue("route", name).log("Route started");
        done();
        return Optional.empty();
    }

    /** What it still waits for, or why it could not be started. */
    List<String> missing() {
        return readiness.missing();
    }

    /** As operators see it. */
    RouteCondition condition() {
        return new RouteCondition(managedRoute.halt(), lifecycle.isStarted(), camelRoute, readiness, delivery);
    }

    OptionalLong lag() {
        return camelRoute.lag();
    }
}
