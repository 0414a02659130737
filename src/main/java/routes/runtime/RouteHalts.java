package routes.runtime;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import routes.control.Halt;
import routes.control.OperationRejectedException;
import routes.state.HaltStore;
import routes.state.RouteOrder;
import routes.support.StructuredLogger;
import routes.support.Threads;

/**
 * The orders of operators, and the halts that follow from them on this replica. The store is read every second, to detect changes
 * by other replicas, and after each change by an operator at this one. Thread-safe.
 */
public final class RouteHalts implements AutoCloseable {

    private static final Logger LOG = StructuredLogger.of(RouteHalts.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Duration interval;

    private final Optional<HaltStore> halts;
    private final Clock clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Threads.named("hub-halts"));
    private final AbsentRoutes absent = new AbsentRoutes();
    private volatile boolean known;
    private volatile Map<String, RouteOrder> now = Map.of();
    private volatile Consumer<String> changed = route -> {};
    private volatile Optional<String> trouble = Optional.empty();

    /** @param halts the store of the halts; empty if the hub has none */
    public RouteHalts(Optional<HaltStore> halts, Clock clock) {
        this(halts, clock, INTERVAL);
    }

    /** @param interval how often the store is read */
    RouteHalts(Optional<HaltStore> halts, Clock clock, Duration interval) {
        this.halts = halts;
        this.clock = clock;
        this.interval = interval;
    }

    /**
     * Begins to read the store periodically.
     *
     * @param changed called with the name of each route whose order has changed, on the thread that detects the change
     * @param exists whether there may be a route of this name. An order for one that has been absent for a day is removed
     */
    void begin(Consumer<String> changed, Predicate<String> exists) {
        this.changed = changed;
        timer.scheduleWithFixedDelay(
                () -> {
                    look();
                    forgetAbsent(exists);
                },
                0,
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    synchronized void forgetAbsent(Predicate<String> exists) {
        for (String route : absent.expired(now.keySet(), exists, clock.instant())) {
            try {
                change(route, order -> Optional.empty());
                LOG.atInfo()
                        .addKeyValue("route", route)
                        .log("Removed the order for a route that has been absent for a day");
            } catch (RuntimeException e) {
                LOG.atDebug().addKeyValue("route", route).setCause(e).log("An order could not be removed; will retry");
            }
        }
    }

    /** Whether the halts have been read at least once. No route may start before, since it may be halted. */
    boolean isKnown() {
        return known;
    }

    /**
     * The halt of a route on this replica.
     *
     * @param revision the revision of the route that this replica has loaded
     */
    Optional<Halt> halt(String route, LoadedRevision revision) {
        return Optional.ofNullable(now.get(route))
                .flatMap(order -> order.halt(revision.id(), revision.at(), clock.instant()));
    }

    /** The halt of a route that has no revisions, such as a plain Camel route. */
    public Optional<Halt> halt(String route) {
        return halt(route, LoadedRevision.none());
    }

    /** Whether an order was stored for the route when the store was last read. */
    boolean isOrdered(String route) {
        return now.containsKey(route);
    }

    /** The reason why the orders cannot be read at present; empty if they can. */
    Optional<String> trouble() {
        return trouble;
    }

    /**
     * Stores an order.
     *
     * @param known the revisions of the route that this replica knows, the newest first
     */
    void order(String route, RouteOrder order, Collection<String> known) {
        change(
                route,
                last -> order.kind() == RouteOrder.Kind.RESUMED && last.isEmpty()
                        ? Optional.empty()
                        : Optional.of(order.after(last, known)));
    }

    /**
     * Notes that the text of the route is about to be replaced, so that an order that was given before applies to the new text.
     *
     * @return puts the order back as it was, unless another one was given since; for a text that could not be written
     */
    public synchronized Runnable replaced(String route, String before, String after) {
        Optional<RouteOrder> last = change(route, order -> order.map(given -> given.replaced(before, after)));
        Optional<RouteOrder> noted = Optional.ofNullable(now.get(route));
        return () -> change(route, order -> order.equals(noted) ? last : order);
    }

    /**
     * Replaces the order for a route, if that changes it. An order without effect is removed.
     *
     * @return the order before
     */
    private synchronized Optional<RouteOrder> change(String route, UnaryOperator<Optional<RouteOrder>> change) {
        look();
        Optional<RouteOrder> last = Optional.ofNullable(now.get(route));
        Optional<RouteOrder> next = change.apply(last).filter(order -> !order.isVoid());
        if (!next.equals(last)) {
            store(route, next);
        }
        return last;
    }

    private void store(String route, Optional<RouteOrder> order) {
        HaltStore all = halts.orElseThrow(() -> new OperationRejectedException(
                OperationRejectedException.Cause.CONFLICT,
                "there is no place where the hub could keep the order, and it would be forgotten at the next start: give the"
                        + " hub a folder that it may write to by HUB_STATE, or a ConfigMap by HUB_HALTS_CONFIGMAP"));
        try {
            OrderStorage.change(all.where(), () -> {
                if (order.isPresent()) {
                    all.keep(route, order.get());
                } else {
                    all.forget(route);
                }
            });
        } finally {
            look(); // also if it fails: what the store has now is what holds
        }
    }

    /** Reads the store, and notifies of each order that has changed. */
    synchronized void look() {
        try {
            if (halts.isPresent()) {
                take(halts.get().all());
            }
            trouble = Optional.empty();
            known = true;
        } catch (IOException | RuntimeException e) {
            Optional<String> found =
                    Optional.of("which routes are halted cannot be read; what was known holds on: " + e.getMessage());
            if (!found.equals(trouble)) {
                trouble = found;
                LOG.atError()
                        .addKeyValue("endpoint", halts.map(HaltStore::where).orElse(""))
                        .setCause(e)
                        .log("Which routes are halted cannot be read");
            }
        }
    }

    private void take(Map<String, RouteOrder> found) {
        Map<String, RouteOrder> before = now;
        now = Map.copyOf(found);
        Set<String> routes = new HashSet<>(before.keySet());
        routes.addAll(found.keySet());
        routes.removeIf(route -> Optional.ofNullable(before.get(route)).equals(Optional.ofNullable(found.get(route))));
        routes.forEach(changed);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
