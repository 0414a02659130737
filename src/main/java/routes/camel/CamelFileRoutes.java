package routes.camel;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.slf4j.Logger;
import routes.control.Halt;
import routes.control.RouteStatus;
import routes.control.StatusHistory;
import routes.event.Bytes;
import routes.support.StructuredLogger;
import routes.support.Threads;

/**
 * The plain Camel routes of one version of a file, in a Camel context of their own. Not thread-safe: changed by the worker
 * thread of the file only; status methods may be called by any thread.
 */
final class CamelFileRoutes {

    private static final Logger LOG = StructuredLogger.of(CamelFileRoutes.class);

    /** The startup order of routes without one: Camel starts them last. */
    private static final int NO_ORDER = 1000;

    /** Additional time for Camel to stop a context after its routes have been drained. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final Bytes text;
    private final Map<String, Preflight.Found> routes;
    private final CamelFileOptions options;
    private final Function<String, ExchangeCounters> counters;
    private final IsolatedCamelContext camelContext;
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final Optional<String> known;
    private volatile Optional<String> contextProblem = Optional.empty();
    private volatile boolean startAttempted;

    /**
     * @param file the path relative to HUB_HOME
     * @param routes the routes in the text, by id
     * @param counters returns the counters of a route, by its id
     */
    CamelFileRoutes(
            String file,
            Bytes text,
            Map<String, Preflight.Found> routes,
            CamelFileOptions options,
            Function<String, ExchangeCounters> counters) {
        this(file, text, routes, options, counters, Optional.empty());
    }

    /** @param known a problem that has already been logged for an earlier context */
    private CamelFileRoutes(
            String file,
            Bytes text,
            Map<String, Preflight.Found> routes,
            CamelFileOptions options,
            Function<String, ExchangeCounters> counters,
            Optional<String> known) {
        this.text = text;
        this.routes = routes;
        this.options = options;
        this.counters = counters;
        this.known = known;
        this.camelContext =
                new IsolatedCamelContext(file).drainingFor(options.drain()).counting(counters);
    }

    /** The same routes in a new Camel context. */
    CamelFileRoutes inNewContext() {
        return new CamelFileRoutes(camelContext.file(), text, routes, options, counters, contextProblem);
    }

    Bytes text() {
        return text;
    }

    Map<String, Preflight.Found> routes() {
        return routes;
    }

    /** Starts all routes that are not halted. Routes that fail to start are retried by {@link #retryStart}. */
    void start() {
        try {
            camelContext.load(text.array());
            camelContext.context().setAutoStartup(false);
            camelContext.context().start();
            inOrder().forEach(this::startRoute);
        } catch (Exception | Error e) {
            contextProblem =
                    Optional.of("the Camel context of its file could not be started: " + CamelErrors.message(e));
            if (!contextProblem.equals(known)) {
                LOG.atWarn()
                        .addKeyValue("file", camelContext.file())
                        .addKeyValue("problem", CamelErrors.message(e))
                        .log("Camel context of a file could not be started; will retry");
            }
        } finally {
            startAttempted = true;
        }
    }

    /** The routes that may start, in their startup order. */
    private List<String> inOrder() {
        return camelContext.context().getRoutes().stream()
                .filter(Route::isAutoStartup)
                .sorted(Comparator.comparing(
                        route -> Optional.ofNullable(route.getStartupOrder()).orElse(NO_ORDER)))
                .map(Route::getRouteId)
                .filter(route -> options.halt(route).isEmpty())
                .toList();
    }

    /** Whether the context has stopped or failed, so that only a new context helps. */
    boolean isLost() {
        return startAttempted
                && (contextProblem.isPresent() || !camelContext.context().isStarted());
    }

    /** Whether a route that should run could not be started. */
    boolean hasFailed() {
        return contextProblem.isPresent() || failures.keySet().stream().anyMatch(this::isWanted);
    }

    private boolean isWanted(String route) {
        return options.halt(route).isEmpty();
    }

    /** Retries routes that could not be started. */
    void retryStart() {
        Set.copyOf(failures.keySet()).stream().filter(this::isWanted).forEach(this::startRoute);
    }

    private void startRoute(String route) {
        try {
            camelContext.controller().startRoute(route);
            failures.remove(route);
            log(route, "Route started");
        } catch (Exception | Error e) {
            String problem = "the route could not be started: " + CamelErrors.message(e);
            if (!problem.equals(failures.put(route, problem))) {
                LOG.atWarn()
                        .addKeyValue("route", CamelFileOptions.name(route))
                        .addKeyValue("problem", CamelErrors.message(e))
                        .log("Route could not be started; will retry");
            }
        }
    }

    private static void log(String route, String what) {
        LOG.atInfo().addKeyValue("route", CamelFileOptions.name(route)).log(what);
    }

    /** Runs, pauses or stops the route according to its current halt. May block until exchanges in flight have finished. */
    void obey(String route) {
        ServiceStatus camel = camel(route);
        Optional<Halt.Kind> halt = options.halt(route).map(Halt::kind);
        try {
            if (halt.isEmpty() && camel.isSuspended()) {
                camelContext.controller().resumeRoute(route);
                log(route, "Route resumed");
            } else if (halt.isEmpty() && !camel.isStarted()) {
                startRoute(route);
            } else if (halt.equals(Optional.of(Halt.Kind.PAUSED)) && camel.isStarted()) {
                camelContext.controller().suspendRoute(route);
                log(route, "Route paused");
            } else if (halt.equals(Optional.of(Halt.Kind.STOPPED)) && !camel.isStopped()) {
                camelContext.controller().stopRoute(route);
                log(route, "Route stopped");
            }
        } catch (Exception e) {
            throw new IllegalStateException(
                    "the route '" + CamelFileOptions.name(route) + "' could not be paused, stopped or resumed", e);
        }
    }

    /** Stops the route and starts it again. May block until exchanges in flight have finished. */
    void restart(String route) {
        try {
            camelContext.controller().stopRoute(route);
            startRoute(route);
        } catch (Exception e) {
            throw new IllegalStateException("the route '" + CamelFileOptions.name(route) + "' cannot be restarted", e);
        }
    }

    /** Whether the route is halted but still active. A route that is not halted may pause or stop on its own. */
    boolean violatesHalt(String route) {
        ServiceStatus camel = camel(route);
        return startAttempted
                && options.halt(route)
                        .filter(halt -> camel.isStarted() || halt.kind() == Halt.Kind.STOPPED && camel.isSuspended())
                        .isPresent();
    }

    /**
     * Stops all routes. Waits for exchanges in flight up to the drain time; routes that do not stop by then are left behind.
     */
    void stop() {
        Thread stopper = Threads.daemon("hub-camel-stop-" + camelContext.file(), camelContext::close);
        stopper.start();
        try {
            stopper.join(options.drain().plus(STOP_TIMEOUT).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopper.isAlive()) {
            LOG.atError()
                    .addKeyValue("file", camelContext.file())
                    .log("Camel routes of a file did not stop in time; their threads keep running");
        }
    }

    private ServiceStatus camel(String route) {
        return Optional.ofNullable(camelContext.controller().getRouteStatus(route))
                .orElse(ServiceStatus.Stopped);
    }

    /** @param change why the latest version of the file does not run yet */
    RouteStatus status(String route, List<String> change) {
        Optional<Halt> halt = options.halt(route);
        List<String> problems = problems(route);
        RouteStatus.State state = state(route);
        ExchangeCounters counts = counters.apply(route);
        StatusHistory.Entry entry = counts.see(state, problems);
        return new RouteStatus(
                CamelFileOptions.name(route),
                routes.get(route).description(),
                state,
                entry.since(),
                halt,
                "",
                problems,
                change,
                entry.lastProblem(),
                counts.received(),
                counts.outcomes(),
                camelContext.inFlight().size(route),
                OptionalLong.empty());
    }

    private RouteStatus.State state(String route) {
        Optional<Halt> halt = options.halt(route);
        ServiceStatus camel = camel(route);
        if (halt.isPresent() && !violatesHalt(route)) {
            return halt.get().kind() == Halt.Kind.PAUSED ? RouteStatus.State.PAUSED : RouteStatus.State.STOPPED;
        }
        if (!startAttempted || camel.isStarting() || contextProblem.isPresent() || failures.containsKey(route)) {
            return RouteStatus.State.WAITING;
        }
        if (camel.isSuspended()) {
            return RouteStatus.State.PAUSED;
        }
        if (!camel.isStarted() || isLost()) {
            return RouteStatus.State.STOPPED;
        }
        return counters.apply(route).isRetrying() ? RouteStatus.State.HELD : RouteStatus.State.UP;
    }

    /** The current problems. */
    private List<String> problems(String route) {
        if (options.halt(route).isPresent() || !startAttempted) {
            return List.of();
        }
        Optional<String> failure = contextProblem.or(() -> Optional.ofNullable(failures.get(route)));
        if (failure.isPresent()) {
            return List.of(failure.get());
        }
        if (isLost()) {
            return List.of("the Camel context of " + camelContext.file()
                    + " was stopped, perhaps by one of its own routes; restart this route to start all"
                    + " routes of the file again");
        }
        return camel(route).isStarted()
                ? counters.apply(route).problem().stream().toList()
                : List.of(
                        "the route is stopped, because of its autoStartup or by another route of its file; restart it");
    }
}
