package routes.camel;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultNodeIdFactory;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.InflightRepository;
import org.apache.camel.spi.NodeIdFactory;
import org.apache.camel.spi.RouteController;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * A Camel context for the routes of one file. It shares nothing with other contexts. Not thread-safe: changed by one thread.
 */
final class IsolatedCamelContext implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext(false);
    private final String file;
    private final String stem;

    /** Obtained at once: Camel creates these lazily, and would then block while the context is starting. */
    private final RouteController controller;

    private final InflightRepository inFlight;

    /** @param file the path relative to HUB_HOME */
    IsolatedCamelContext(String file) {
        this.file = file;
        this.stem =
                file.replaceFirst("^.*/", "").replaceFirst("(?i)\\.ya?ml$", "").replaceAll("[^A-Za-z0-9._-]", "-");
        context.setApplicationContextClassLoader(IsolatedCamelContext.class.getClassLoader());
        context.getCamelContextExtension().setName(stem); // before build(), because the names of its threads contain it
        context.build();
        context.getCamelContextExtension().addContextPlugin(NodeIdFactory.class, ids());
        RouteDefaults.addTo(context);
        this.controller = context.getRouteController();
        this.inFlight = context.getInflightRepository();
    }

    /** Gives routes without an id one that is derived from the file's name, so that it does not depend on other files. */
    private NodeIdFactory ids() {
        NodeIdFactory plain = new DefaultNodeIdFactory();
        AtomicInteger routes = new AtomicInteger();
        return node ->
                node instanceof RouteDefinition ? stem + "-route" + routes.incrementAndGet() : plain.createId(node);
    }

    IsolatedCamelContext drainingFor(Duration drain) {
        context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        context.getShutdownStrategy().setTimeout(Math.max(1, drain.toMillis()));
        return this;
    }

    /** @param counters returns the counters of a route, by its id */
    IsolatedCamelContext counting(Function<String, ExchangeCounters> counters) {
        context.addRoutePolicyFactory(
                (camel, route, definition) -> counters.apply(route).counting());
        context.getManagementStrategy().addEventNotifier(new RetryObserver(counters));
        return this;
    }

    /** Loads routes, beans and everything else in the file into the context. Starts nothing. */
    void load(byte[] text) throws Exception {
        String name =
                stem.replace('.', '-') + ".yaml"; // Camel derives the kind of file from everything after the first dot
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromBytes(name, text));
        RouteDefaults.handleErrors(context);
    }

    DefaultCamelContext context() {
        return context;
    }

    RouteController controller() {
        return controller;
    }

    InflightRepository inFlight() {
        return inFlight;
    }

    String file() {
        return file;
    }

    /** The approximate line at which the route begins in the file; 0 if Camel does not know it. */
    int line(String route) {
        return Optional.ofNullable(context.getRouteDefinition(route))
                .map(RouteDefinition::getLineNumber)
                .filter(line -> line >= 0)
                .map(line -> Math.max(1, line))
                .orElse(0);
    }

    /**
     * Stops the context and everything it has created. Camel treats a context that failed to start as stopped and would leave
     * its endpoints, components and threads running.
     */
    @Override
    public void close() {
        context.stop();
        context.getEndpoints().forEach(ServiceHelper::stopAndShutdownService);
        context.getComponentNames().forEach(name -> ServiceHelper.stopAndShutdownService(context.hasComponent(name)));
        ServiceHelper.stopAndShutdownService(context.getExecutorServiceManager());
    }
}
