package routes.camel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import routes.control.RouteStatus;
import routes.control.StatusHistory;
import routes.event.Bytes;
import routes.model.Problem;
import routes.support.StructuredLogger;

/**
 * One file of plain Camel routes: the version that runs, and the result of the last change. Changes run one after the other
 * on the file's own worker thread. Thread-safe.
 */
final class CamelFile {

    private static final Logger LOG = StructuredLogger.of(CamelFile.class);
    private static final Duration FIRST_RETRY_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_RETRY_INTERVAL = Duration.ofSeconds(15);

    private final String file;
    private final CamelFileOptions options;
    private final FileWorker worker;
    private final StatusHistory history;
    private final Map<String, ExchangeCounters> counters = new ConcurrentHashMap<>();
    private Optional<Future<?>> retry = Optional.empty();
    /** Whether a change is waiting to be applied. */
    private boolean changePending;

    private volatile Optional<Bytes> wanted = Optional.empty();
    private volatile Optional<CamelFileRoutes> current = Optional.empty();
    private volatile List<Problem> rejected = List.of();
    /** The ids that cannot be used until another file gives them up. */
    private volatile Set<String> clashing = Set.of();

    /** @param file the path relative to HUB_HOME */
    CamelFile(String file, CamelFileOptions options) {
        this.file = file;
        this.options = options;
        this.history = new StatusHistory(options.clock());
        this.worker = new FileWorker(file);
    }

    /** Sets the new content of the file; empty if it was deleted. Does not wait. Interrupts a start that is under way. */
    void offer(Optional<Bytes> text) {
        if (!text.equals(wanted)) {
            setWanted(text);
            worker.execute(this::change);
        }
    }

    private synchronized void setWanted(Optional<Bytes> text) {
        wanted = text;
        changePending = true;
        interruptIfPending();
    }

    /** Interrupts a start that is under way if a change is waiting. */
    private synchronized void interruptIfPending() {
        if (changePending) {
            worker.interrupt();
        }
    }

    private synchronized Optional<Bytes> takePending() {
        changePending = false;
        return wanted;
    }

    private void change() {
        Optional<Bytes> text = takePending();
        if (text.isEmpty()) {
            clear();
        } else if (current.map(CamelFileRoutes::text).equals(text)) {
            rejected = List.of();
            clashing = Set.of();
            options.names().keep(file, current.orElseThrow().routes().keySet());
        } else {
            Preflight found =
                    worker.interruptibly(() -> Preflight.of(file, text.get().array()));
            if (text.equals(wanted)) {
                apply(text.get(), found);
            }
        }
    }

    private void apply(Bytes text, Preflight found) {
        if (!found.problems().isEmpty()) {
            options.names().withdraw(file);
            reject(found.problems(), Set.of());
            return;
        }
        Set<String> ids = found.routes().keySet();
        List<Problem> clashes = options.names().claim(file, found.routes());
        reject(clashes, clashes.isEmpty() ? Set.of() : ids);
        if (clashes.isEmpty()) {
            replace(new CamelFileRoutes(file, text, found.routes(), options, this::countersOf), FIRST_RETRY_INTERVAL);
            LOG.atInfo().addKeyValue("file", file).addKeyValue("routes", ids).log("File of Camel routes loaded");
        } else if (options.names().canBeExchanged(file, ids)) {
            releaseIds();
        }
    }

    private void reject(List<Problem> problems, Set<String> ids) {
        rejected = problems;
        clashing = ids;
        problems.forEach(
                problem -> LOG.atError().addKeyValue("problem", problem).log("Problem in HUB_HOME"));
    }

    /**
     * Stops the routes and releases their ids, so that files which exchange ids with this one can use them. This file is
     * tried again afterwards.
     */
    private void releaseIds() {
        current.ifPresent(CamelFileRoutes::stop);
        current = Optional.empty();
        options.names().keep(file, Set.of());
    }

    private ExchangeCounters countersOf(String route) {
        return counters.computeIfAbsent(route, id -> new ExchangeCounters(id, options.clock()));
    }

    private void replace(CamelFileRoutes routes, Duration pause) {
        current.ifPresent(CamelFileRoutes::stop);
        current = Optional.of(routes);
        Set<String> ids = routes.routes().keySet();
        options.names().keep(file, ids);
        counters.keySet().retainAll(ids);
        worker.interruptibly(() -> {
            routes.start();
            return routes;
        });
        scheduleRetry(pause);
    }

    /**
     * Schedules another attempt to start routes that failed to start. The pauses get longer. Does nothing if no route has
     * failed.
     */
    private void scheduleRetry(Duration pause) {
        retry.ifPresent(waiting -> waiting.cancel(false));
        retry = current.filter(routes -> wanted.isPresent() && routes.hasFailed())
                .map(routes -> options.timer()
                        .schedule(
                                () -> worker.execute(() -> retryStart(pause)),
                                pause.toMillis(),
                                TimeUnit.MILLISECONDS));
    }

    private void retryStart(Duration pause) {
        Duration longer = pause.multipliedBy(2);
        Duration next = longer.compareTo(MAX_RETRY_INTERVAL) < 0 ? longer : MAX_RETRY_INTERVAL;
        current.filter(CamelFileRoutes::hasFailed).ifPresent(routes -> {
            if (routes.isLost()) {
                replace(routes.inNewContext(), next);
            } else {
                routes.retryStart();
                scheduleRetry(next);
            }
        });
    }

    private void clear() {
        releaseIds();
        options.names().withdraw(file);
        rejected = List.of();
        clashing = Set.of();
        counters.clear();
    }

    /**
     * Called periodically. Retries a change that was blocked by ids of another file, and commands that had no effect so far.
     * Interrupts again a start that has not ended.
     */
    void check() {
        interruptIfPending();
        Set<String> ids = clashing;
        if (!ids.isEmpty() && options.names().areFree(file, ids)) {
            clashing = Set.of();
            worker.execute(this::change);
        }
        if (worker.isIdle()) {
            current.ifPresent(routes -> routes.routes().keySet().stream()
                    .filter(routes::violatesHalt)
                    .forEach(this::obey));
        }
    }

    boolean has(String route) {
        return current.filter(routes -> routes.routes().containsKey(route)).isPresent();
    }

    /** Runs, pauses or stops the route according to its current halt. Does not wait for it. */
    void obey(String route) {
        worker.execute(() -> withRoutes(routes -> routes.obey(route)));
    }

    /** Restarts the route, or all routes of the file if their Camel context has stopped. Does not wait for it. */
    void restart(String route) {
        worker.execute(() -> {
            Optional<CamelFileRoutes> lost = current.filter(CamelFileRoutes::isLost);
            if (lost.isPresent()) {
                replace(lost.get().inNewContext(), FIRST_RETRY_INTERVAL);
            } else {
                withRoutes(routes -> routes.restart(route));
            }
        });
    }

    private void withRoutes(Consumer<CamelFileRoutes> order) {
        current.filter(routes -> !routes.isLost()).ifPresent(order);
        scheduleRetry(FIRST_RETRY_INTERVAL);
    }

    /** Stops permanently. The future completes when the routes have stopped. */
    CompletableFuture<Void> stop() {
        setWanted(Optional.empty());
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        worker.execute(() -> {
            try {
                clear();
            } finally {
                stopped.complete(null);
            }
        });
        return stopped;
    }

    /** Whether the file was deleted and nothing of it remains. */
    synchronized boolean isEmpty() {
        return !changePending && wanted.isEmpty() && current.isEmpty() && rejected.isEmpty();
    }

    List<Problem> rejected() {
        return rejected;
    }

    /** The status of each route; if there is none because of problems, a single status for the file. */
    List<RouteStatus> statuses() {
        List<String> problemTexts = problemTexts();
        Optional<CamelFileRoutes> routes = current;
        if (routes.isPresent()) {
            return routes.get().routes().keySet().stream()
                    .map(route -> routes.get().status(route, problemTexts))
                    .toList();
        }
        return problemTexts.isEmpty() ? List.of() : List.of(invalid(problemTexts));
    }

    /** The status of one route, if the file contains it. */
    Optional<RouteStatus> status(String route) {
        return current.filter(routes -> routes.routes().containsKey(route))
                .map(routes -> routes.status(route, problemTexts()));
    }

    private List<String> problemTexts() {
        return rejected.stream().map(Problem::toString).toList();
    }

    private RouteStatus invalid(List<String> problems) {
        StatusHistory.Entry entry = history.see(RouteStatus.State.INVALID, problems);
        return new RouteStatus(
                CamelFileOptions.name(file.substring(file.lastIndexOf('/') + 1)),
                "",
                RouteStatus.State.INVALID,
                entry.since(),
                Optional.empty(),
                "",
                problems,
                List.of(),
                entry.lastProblem(),
                0,
                Map.of(),
                0,
                OptionalLong.empty());
    }
}
