package routes.runtime;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import routes.compile.ResolvedRoute;
import routes.connector.HubEndpoint;
import routes.control.Halt;
import routes.event.SourceLag;
import routes.runtime.RouteLifecycle.Phase;
import routes.support.StructuredLogger;

/**
 * Manages one version of a route from the wait for its endpoints to its retirement. It checks repeatedly whether the source and
 * targets are ready, and starts the Camel route once all of them are, so that a failing route does not affect other routes. The
 * route does not run while it is halted. The methods that start, stop or replace the route are called while the lock {@link
 * ManagedRoute#turn} is held. Thread-safe.
 */
final class RouteSupervisor {

    private static final Logger LOG = StructuredLogger.of(RouteSupervisor.class);

    private final String name;
    private final ResolvedRoute resolved;
    private final CamelRouteHandle camelRoute;
    private final EndpointReadiness readiness;
    private final RouteEvents events;
    private final ManagedRoute managedRoute;
    private final RouteLifecycle lifecycle = new RouteLifecycle();
    private final AtomicInteger starts = new AtomicInteger();
    private volatile RouteReplacement replacement;
    private volatile LoadedRevision revision = LoadedRevision.none();
    private volatile boolean wanted = true;

    /** @param threads starts the route, which does not wait for events in flight */
    RouteSupervisor(
            String name,
            ResolvedRoute resolved,
            CamelRouteHandle camelRoute,
            EndpointReadiness readiness,
            RouteEvents events,
            Executor threads,
            ManagedRoute managedRoute) {
        this.name = name;
        this.resolved = resolved;
        this.camelRoute = camelRoute;
        this.readiness = readiness;
        this.events = events;
        this.managedRoute = managedRoute;
        this.replacement = RouteReplacement.ofNothing(threads);
    }

    /** Whether this version was built from the definition and is still wanted. */
    boolean does(ResolvedRoute asked) {
        return wanted && resolved.equals(asked);
    }

    /** Sets the revision of the YAML that this version was built from. */
    void revision(LoadedRevision loaded) {
        revision = loaded;
    }

    LoadedRevision revision() {
        return revision;
    }

    ResolvedRoute resolved() {
        return resolved;
    }

    Stream<HubEndpoint> endpoints() {
        return readiness.endpoints();
    }

    void add() throws Exception {
        camelRoute.add();
    }

    /** Starts the route once the Camel context has started and the source and targets are ready. Does not wait. */
    void start() {
        int mine = starts.incrementAndGet();
        if (mayStart()) {
            lifecycle.move(Phase.STOPPED, Phase.WAITING);
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

    /** Whether this version receives events. */
    boolean isRunning() {
        return wanted && lifecycle.is(Phase.RUNNING);
    }

    boolean isRetired() {
        return lifecycle.is(Phase.RETIRED);
    }

    /** Whether this version may run: it was neither removed nor given up. */
    boolean isWanted() {
        return wanted;
    }

    private boolean mayStart() {
        return wanted && managedRoute.mayStart(this) && camelRoute.isPossible();
    }

    /** Whether the endpoints are still checked. If the route may no longer start, it becomes stopped. */
    private boolean waits() {
        if (!mayStart()) {
            lifecycle.move(Phase.WAITING, Phase.STOPPED);
        }
        return lifecycle.is(Phase.WAITING) || lifecycle.is(Phase.STARTING);
    }

    /** As {@link #start}, on threads that may wait until the events in flight of the predecessor have ended. */
    void startAs(RouteReplacement replacing) {
        replacement = replacing;
        start();
    }

    /** Prevents the start of this version. Has no effect on a route that has already started. */
    void giveUp() {
        wanted = false;
    }

    /**
     * Waits for the events in flight until the drain timeout, and removes the Camel route. Unfinished events stay with their
     * source. The caller must hold the lock {@link ManagedRoute#turn}.
     */
    void retire() {
        wanted = false;
        if (isRetired()) {
            return;
        }
        attempt("retired", () -> {
            lifecycle.enter(Phase.STOPPING);
            camelRoute.remove();
            become(Phase.RETIRED, "Route retired");
        });
    }

    private interface CamelAction {
        void run() throws Exception;
    }

    private void attempt(String what, CamelAction action) {
        try {
            action.run();
        } catch (Exception e) {
            throw new IllegalStateException("the route '" + name + "' cannot be " + what, e);
        }
    }

    /**
     * Runs, pauses or stops the route according to its current halt. A stop waits for the events in flight. The caller must hold
     * the lock {@link ManagedRoute#turn}.
     */
    void obey() {
        if (!obeys()) {
            attempt("paused, stopped or resumed", this::obeyNow);
        }
    }

    private void obeyNow() throws Exception {
        if (!isStarted()) {
            start();
        } else if (isOrdered(Halt.Kind.PAUSED)) {
            camelRoute.suspend();
            become(Phase.PAUSED, "Route paused");
        } else if (isOrdered(Halt.Kind.STOPPED)) {
            stop();
            LOG.atInfo().addKeyValue("route", name).log("Route stopped");
        } else if (managedRoute.mayStart(this)) {
            camelRoute.resume();
            become(Phase.RUNNING, "Route resumed");
        }
    }

    private void stop() throws Exception {
        boolean wasStarted = isStarted();
        lifecycle.enter(Phase.STOPPING);
        try {
            camelRoute.stop();
        } finally {
            if (!wasStarted) {
                lifecycle.enter(
                        Phase.STOPPED); // even if Camel fails: otherwise it would count as started and never start
            }
        }
        if (wasStarted) {
            lifecycle.enter(Phase.STOPPED);
        }
    }

    private void become(Phase phase, String event) {
        lifecycle.enter(phase);
        LOG.atInfo().addKeyValue("route", name).log(event);
    }

    private boolean isOrdered(Halt.Kind kind) {
        return managedRoute.halt().filter(halt -> halt.kind() == kind).isPresent();
    }

    /** Whether the state of the route corresponds to its current halt, or will soon. Always true if it is being removed. */
    boolean obeys() {
        if (!camelRoute.isPossible() || !wanted) {
            return true;
        }
        if (!isStarted()) {
            return managedRoute.halt().isPresent() || waits();
        }
        return managedRoute.halt().isEmpty()
                ? !camelRoute.isSuspended()
                : isOrdered(Halt.Kind.PAUSED) && camelRoute.isSuspended();
    }

    /** Replaces the running version without starting. The caller must hold the lock {@link ManagedRoute#turn}. */
    void takePlace() {
        attempt("put in the place of the version before it", this::replacePredecessor);
        done();
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

    /** Stops the route, and starts it again unless it is halted. May wait for the events in flight. */
    void restart() {
        if (wanted) {
            attempt("restarted", this::stop);
            start();
        }
    }

    private Optional<String> startNow() {
        synchronized (managedRoute.turn()) {
            return mayStart() && lifecycle.is(Phase.WAITING) ? startInTurn() : Optional.empty();
        }
    }

    private Optional<String> startInTurn() {
        lifecycle.enter(Phase.STARTING);
        try {
            replacePredecessor();
            camelRoute.start();
        } catch (Exception | Error e) {
            lifecycle.enter(Phase.WAITING);
            LOG.atWarn().addKeyValue("route", name).setCause(e).log("Route could not be started; will retry");
            return Optional.of("it could not be started: " + e.getMessage());
        }
        become(Phase.RUNNING, "Route started");
        done();
        return Optional.empty();
    }

    /** The endpoints that are not ready and why, or why the route could not be started. */
    List<String> missing() {
        return readiness.missing();
    }

    RouteCondition condition() {
        return new RouteCondition(managedRoute.halt(), resolved.spec(), lifecycle, camelRoute, readiness, events);
    }

    Optional<SourceLag> lag() {
        return camelRoute.lag();
    }
}
