package routes.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import routes.control.Halt;
import routes.control.OperationRejectedException;
import routes.state.HaltStore;
import routes.support.StructuredLogger;
import routes.support.Threads;

/**
 * The halts of the routes. The store is read every second, to detect changes by other replicas, and after each change by an
 * operator at this one. Thread-safe.
 */
public final class RouteHalts implements AutoCloseable {

    private static final Logger LOG = StructuredLogger.of(RouteHalts.class);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Optional<HaltStore> halts;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Threads.named("hub-halts"));
    private volatile boolean known;
    private volatile Map<String, Halt> now = Map.of();
    private volatile Consumer<String> changed = route -> {};
    private volatile Optional<String> trouble = Optional.empty();

    /** @param halts the store of the halts; empty if the hub has none */
    public RouteHalts(Optional<HaltStore> halts) {
        this.halts = halts;
    }

    /**
     * Begins to read the store periodically.
     *
     * @param changed called with the name of each route whose halt has changed, on the thread that detects the change
     */
    void begin(Consumer<String> changed) {
        this.changed = changed;
        clock.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether the halts have been read at least once. No route may start before, since it may be halted. */
    boolean isKnown() {
        return known;
    }

    public Optional<Halt> halt(String route) {
        return Optional.ofNullable(now.get(route));
    }

    /** The reason why the halts cannot be read at present; empty if they can. */
    Optional<String> trouble() {
        return trouble;
    }

    void keep(String route, Halt halt) {
        store(all -> all.keep(route, halt));
    }

    void forget(String route) {
        store(all -> all.forget(route));
    }

    private interface Storing {
        void in(HaltStore halts) throws IOException;
    }

    private void store(Storing storing) {
        HaltStore all = halts.orElseThrow(() -> new OperationRejectedException(
                OperationRejectedException.Cause.CONFLICT,
                "there is no place where the hub could keep the order, and it would be forgotten at the next start: give the"
                        + " hub a folder that it may write to by HUB_STATE, or a ConfigMap by HUB_HALTS_CONFIGMAP"));
        try {
            storing.in(all);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("endpoint", all.where()).setCause(e).log("An order cannot be kept");
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.UNAVAILABLE,
                    "the order cannot be kept in " + all.where() + ": " + e.getMessage());
        }
        look();
    }

    private synchronized void look() {
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

    private void take(Map<String, Halt> found) {
        Map<String, Halt> before = now;
        now = Map.copyOf(found);
        Set<String> routes = new HashSet<>(before.keySet());
        routes.addAll(found.keySet());
        routes.removeIf(route -> Optional.ofNullable(before.get(route)).equals(Optional.ofNullable(found.get(route))));
        routes.forEach(changed);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
