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
import org.slf4j.LoggerFactory;
import routes.control.Halt;
import routes.control.RouteStatus;
import routes.control.StatusHistory;
import routes.event.Bytes;

/**
 * The plain Camel routes of one file, as it was written once, in a Camel context of their own. Changed by one thread; its status may
 * be asked for by any.
 */
final class CamelFileRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(CamelFileRoutes.class);

    /** Camel starts those without an order of their own after all others. */
    private static final int NO_ORDER = 1000;

    /** For what Camel does after its routes have been drained. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Bytes text;
    private final Map<String, Preflight.Found> routes;
    private final CamelFileOptions rules;
    private final Function<String, ExchangeCounters> tallies;
    private final IsolatedCamelContext quarters;
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final Optional<String> known;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile boolean movedIn;

    /**
     * @param file its path relative to HUB_HOME
     * @param routes those that the text says
     * @param tallies where each of the routes is counted, by its id
     */
    CamelFileRoutes(
            String file,
            Bytes text,
            Map<String, Preflight.Found> routes,
            CamelFileOptions rules,
            Function<String, ExchangeCounters> tallies) {
        this(file, text, routes, rules, tallies, Optional.empty());
    }

    /** @param known what was the trouble before, and has been logged */
    private CamelFileRoutes(
            String file,
            Bytes text,
            Map<String, Preflight.Found> routes,
            CamelFileOptions rules,
            Function<String, ExchangeCounters> tallies,
            Optional<String> known) {
        this.text = text;
        this.routes = routes;
        this.rules = rules;
        this.tallies = tallies;
        this.known = known;
        this.quarters = new IsolatedCamelContext(file)
                .drainingFor(rules.drain())
                .counting((context, route, definition) -> tallies.apply(route).counting());
    }

    /** The same once more, in a new context. */
    CamelFileRoutes anew() {
        return new CamelFileRoutes(quarters.file(), text, routes, rules, tallies, trouble);
    }

    Bytes text() {
        return text;
    }

    Map<String, Preflight.Found> routes() {
        return routes;
    }

    /** Starts all routes that may start. One that cannot is tried {@link #again}. */
    void moveIn() {
        try {
            quarters.load(text.array());
            quarters.context().setAutoStartup(false);
            quarters.context().start();
            inOrder().forEach(this::start);
        } catch (Exception | Error e) {
            trouble = Optional.of("its Camel context could not be started: " + CamelErrors.told(e));
            if (!trouble.equals(known)) {
                LOG.atWarn()
                        .addKeyValue("file", quarters.file())
                        .addKeyValue("problem", CamelErrors.told(e))
                        .log("The Camel context of a file could not be started");
            }
        } finally {
            movedIn = true;
        }
    }

    /** Those that may start, in the order in which they are to. */
    private List<String> inOrder() {
        return quarters.context().getRoutes().stream()
                .filter(Route::isAutoStartup)
                .sorted(Comparator.comparing(
                        route -> Optional.ofNullable(route.getStartupOrder()).orElse(NO_ORDER)))
                .map(Route::getRouteId)
                .filter(route -> rules.halt(route).isEmpty())
                .toList();
    }

    /** Whether nothing of it runs, and only a new context can change that. */
    boolean isLost() {
        return movedIn && (trouble.isPresent() || !quarters.context().isStarted());
    }

    /** Whether something that should run could not be started. */
    boolean hasFailed() {
        return trouble.isPresent() || failures.keySet().stream().anyMatch(this::isWanted);
    }

    private boolean isWanted(String route) {
        return rules.halt(route).isEmpty();
    }

    /** Tries once more to start what could not be started. */
    void again() {
        Set.copyOf(failures.keySet()).stream().filter(this::isWanted).forEach(this::start);
    }

    private void start(String route) {
        try {
            quarters.controller().startRoute(route);
            failures.remove(route);
            say(route, "Route started");
        } catch (Exception | Error e) {
            String told = "it could not be started: " + CamelErrors.told(e);
            if (!told.equals(failures.put(route, told))) {
                LOG.atWarn()
                        .addKeyValue("route", CamelFileOptions.name(route))
                        .addKeyValue("problem", CamelErrors.told(e))
                        .log("Route could not be started");
            }
        }
    }

    private static void say(String route, String what) {
        LOG.atInfo().addKeyValue("route", CamelFileOptions.name(route)).log(what);
    }

    /** The route runs, pauses or stops as the order says that holds now. May have to wait until what is in flight is finished. */
    void obey(String route) {
        ServiceStatus camel = camel(route);
        Optional<Halt.Kind> halt = rules.halt(route).map(Halt::kind);
        try {
            if (halt.isEmpty() && camel.isSuspended()) {
                quarters.controller().resumeRoute(route);
                say(route, "Route resumed");
            } else if (halt.isEmpty() && !camel.isStarted()) {
                start(route);
            } else if (halt.equals(Optional.of(Halt.Kind.PAUSED)) && camel.isStarted()) {
                quarters.controller().suspendRoute(route);
                say(route, "Route paused");
            } else if (halt.equals(Optional.of(Halt.Kind.STOPPED)) && !camel.isStopped()) {
                quarters.controller().stopRoute(route);
                say(route, "Route stopped");
            }
        } catch (Exception e) {
            throw new IllegalStateException("the route '" + CamelFileOptions.name(route) + "' does not obey", e);
        }
    }

    /** Stops the route and starts it anew. May have to wait until what is in flight is finished. */
    void restart(String route) {
        try {
            quarters.controller().stopRoute(route);
            start(route);
        } catch (Exception e) {
            throw new IllegalStateException("the route '" + CamelFileOptions.name(route) + "' cannot be restarted", e);
        }
    }

    /** Whether the route is not as still as the order wants it that holds now. Where none holds, it may pause and stop by itself. */
    boolean disobeys(String route) {
        ServiceStatus camel = camel(route);
        return movedIn
                && rules.halt(route)
                        .filter(halt -> camel.isStarted() || halt.kind() == Halt.Kind.STOPPED && camel.isSuspended())
                        .isPresent();
    }

    /** Stops all routes, and waits for what is in flight as long as a drain may last; for what does not stop, no longer. */
    void leave() {
        Thread leaving = new Thread(quarters::close, "hub-guest-leaves-" + quarters.file());
        leaving.setDaemon(true);
        leaving.start();
        try {
            leaving.join(rules.drain().plus(GRACE).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (leaving.isAlive()) {
            LOG.atError()
                    .addKeyValue("file", quarters.file())
                    .log("The Camel routes of a file do not stop: their threads are left behind");
        }
    }

    private ServiceStatus camel(String route) {
        return Optional.ofNullable(quarters.controller().getRouteStatus(route)).orElse(ServiceStatus.Stopped);
    }

    /** @param change why what is written now does not run yet */
    RouteStatus status(String route, List<String> change) {
        Optional<Halt> halt = rules.halt(route);
        List<String> problems = problems(route);
        RouteStatus.State state = state(route);
        ExchangeCounters tally = tallies.apply(route);
        StatusHistory.Entry sighting = tally.see(state, problems);
        return new RouteStatus(
                CamelFileOptions.name(route),
                routes.get(route).description(),
                state,
                sighting.since(),
                halt,
                "",
                problems,
                change,
                sighting.lastProblem(),
                tally.received(),
                tally.outcomes(),
                quarters.inFlight().size(route),
                OptionalLong.empty());
    }

    private RouteStatus.State state(String route) {
        Optional<Halt> halt = rules.halt(route);
        ServiceStatus camel = camel(route);
        if (halt.isPresent() && !disobeys(route)) {
            return halt.get().kind() == Halt.Kind.PAUSED ? RouteStatus.State.PAUSED : RouteStatus.State.STOPPED;
        }
        if (!movedIn || camel.isStarting() || trouble.isPresent() || failures.containsKey(route)) {
            return RouteStatus.State.WAITING;
        }
        if (camel.isSuspended()) {
            return RouteStatus.State.PAUSED;
        }
        return camel.isStarted() && !isLost() ? RouteStatus.State.UP : RouteStatus.State.STOPPED;
    }

    /** What is wrong now. */
    private List<String> problems(String route) {
        if (rules.halt(route).isPresent() || !movedIn) {
            return List.of();
        }
        Optional<String> failure = trouble.or(() -> Optional.ofNullable(failures.get(route)));
        if (failure.isPresent()) {
            return List.of(failure.get());
        }
        if (isLost()) {
            return List.of("the Camel context of " + quarters.file()
                    + " was stopped, by one of its own routes perhaps: restart this route, and all of them start anew");
        }
        return camel(route).isStarted()
                ? List.of()
                : List.of("it does not run, because of its autoStartup or of what a route of its file did: restart it");
    }
}
