package routes.camel;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultNodeIdFactory;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.InflightRepository;
import org.apache.camel.spi.NodeIdFactory;
import org.apache.camel.spi.RouteController;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;

/** A Camel context for the routes of one file, which shares nothing with any other. */
final class IsolatedCamelContext implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext(false);
    private final String file;
    private final String stem;

    /** Fetched once: Camel makes them when first asked for, and then waits for a start that is under way. */
    private final RouteController controller;

    private final InflightRepository inFlight;

    /** @param file its path relative to HUB_HOME */
    IsolatedCamelContext(String file) {
        this.file = file;
        this.stem =
                file.replaceFirst("^.*/", "").replaceFirst("(?i)\\.ya?ml$", "").replaceAll("[^A-Za-z0-9._-]", "-");
        context.setApplicationContextClassLoader(IsolatedCamelContext.class.getClassLoader());
        context.getCamelContextExtension().setName(stem); // before it is built: its threads are called after it
        context.build();
        context.getCamelContextExtension().addContextPlugin(NodeIdFactory.class, ids());
        this.controller = context.getRouteController();
        this.inFlight = context.getInflightRepository();
    }

    /** A route without an id is called after its file, so that it keeps its name whatever other files there are. */
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

    IsolatedCamelContext counting(RoutePolicyFactory policies) {
        context.addRoutePolicyFactory(policies);
        return this;
    }

    /** The context learns the file's routes, beans and whatever else is in it, and starts nothing. */
    void load(byte[] text) throws Exception {
        String place = stem.replace('.', '-') + ".yaml"; // Camel takes all after the first dot for the kind of file
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromBytes(place, text));
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

    /** About where the route begins in the file; 0 where Camel does not know. */
    int line(String route) {
        return Optional.ofNullable(context.getRouteDefinition(route))
                .map(RouteDefinition::getLineNumber)
                .filter(line -> line >= 0)
                .map(line -> Math.max(1, line))
                .orElse(0);
    }

    /** Camel takes a context that has failed for a stopped one, and leaves alone what it has made: hence all that comes after. */
    @Override
    public void close() {
        context.stop();
        context.getEndpoints().forEach(ServiceHelper::stopAndShutdownService);
        context.getComponentNames().forEach(name -> ServiceHelper.stopAndShutdownService(context.hasComponent(name)));
        ServiceHelper.stopAndShutdownService(context.getExecutorServiceManager());
    }
}
