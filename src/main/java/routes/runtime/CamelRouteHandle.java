package routes.runtime;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.RouteController;
import routes.connector.SourceConsumer;

/**
 * The Camel route of one of the hub's routes, which Camel starts and stops by the hub's word. Changed by one thread at a time; what it
 * tells may be asked for by any.
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

    /** Whether a route that is started now runs at once. */
    boolean isPossible() {
        return context.isStarted();
    }

    /** Whether it was started and not stopped since. */
    boolean isStarted() {
        return started.isPresent();
    }

    /** Makes it a route of the Camel context, which does not run yet. */
    void add() throws Exception {
        context.addRoutes(builder);
    }

    /** As {@link #add}, whatever an earlier attempt may have left under its name. */
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

    /** Waits for what is in flight, for as long as a drain may last; what is unfinished stays with its source. */
    void stop() throws Exception {
        drainAndStop();
        started = Optional.empty();
    }

    /** As {@link #stop}, for good. */
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

    /** Whether Camel runs it, whoever has stopped it otherwise. */
    boolean isRunning() {
        ServiceStatus status = controller().getRouteStatus(name);
        return status != null && status.isStarted();
    }

    /** What is wrong with its source. */
    Optional<String> problem() {
        return source().flatMap(source -> source.readiness().problem());
    }

    OptionalLong lag() {
        return source().map(SourceConsumer::lag).orElse(OptionalLong.empty());
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
