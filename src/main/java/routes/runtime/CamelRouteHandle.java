package routes.runtime;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.RouteController;
import routes.connector.SourceConsumer;
import routes.event.Readiness;
import routes.event.SourceLag;

/**
 * The Camel route of one hub route, which is started and stopped by the hub. Not thread-safe: modified by one thread at a time;
 * may be read by any thread.
 */
final class CamelRouteHandle {

    private final String name;
    private final CamelContext context;
    private final RouteTracker camelRoutes;
    private final HubRouteBuilder builder;
    private volatile Optional<Route> started = Optional.empty();

    CamelRouteHandle(String name, CamelContext context, RouteTracker camelRoutes, HubRouteBuilder builder) {
        this.name = name;
        this.context = context;
        this.camelRoutes = camelRoutes;
        this.builder = builder;
    }

    /** Whether the Camel context has started, so that a route can be started now. */
    boolean isPossible() {
        return context.isStarted();
    }

    /** Whether the route was started and not stopped since. */
    boolean isStarted() {
        return started.isPresent();
    }

    /** Adds the route to the Camel context without starting it. */
    void add() throws Exception {
        context.addRoutes(builder);
    }

    /** As {@link #add}. First removes a route of this name that an earlier attempt may have left. */
    void addAnew() throws Exception {
        context.removeRoute(name);
        add();
    }

    void start() throws Exception {
        controller().startRoute(name);
        started = camelRoutes.named(name);
        if (started.isEmpty()) {
            throw new IllegalStateException("Camel does not know it");
        }
    }

    /** Waits for the events in flight until the drain timeout, and stops. Unfinished events stay with their source. */
    void stop() throws Exception {
        drainAndStop();
        started = Optional.empty();
    }

    /** As {@link #stop}, and removes the route from the Camel context. */
    void remove() throws Exception {
        drainAndStop();
        context.removeRoute(name);
    }

    private void drainAndStop() throws Exception {
        Drain drain = Drain.begin(context);
        source().ifPresent(drain::empty);
        controller().stopRoute(name, drain.leftMillis(), TimeUnit.MILLISECONDS);
    }

    void suspend() {
        source().ifPresent(SourceConsumer::suspend);
    }

    void resume() {
        source().ifPresent(SourceConsumer::resume);
    }

    boolean isSuspended() {
        return source().filter(SourceConsumer::isSuspended).isPresent();
    }

    /** Whether the route runs in Camel. It may have been stopped there by other means than the hub. */
    boolean isRunning() {
        ServiceStatus status = controller().getRouteStatus(name);
        return status != null && status.isStarted();
    }

    /** Whether the source is ready; empty if the route is not started. */
    Optional<Readiness> readiness() {
        return source().map(SourceConsumer::readiness);
    }

    /** Whether the source receives nothing more until events in flight have ended. */
    boolean isFull() {
        return source().filter(SourceConsumer::isFull).isPresent();
    }

    String name() {
        return name;
    }

    Optional<SourceLag> lag() {
        return source().flatMap(SourceConsumer::lag);
    }

    private RouteController controller() {
        return context.getRouteController();
    }

    private Optional<SourceConsumer> source() {
        return started.map(Route::getConsumer)
                .filter(SourceConsumer.class::isInstance)
                .map(SourceConsumer.class::cast);
    }
}
