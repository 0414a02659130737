package routes.runtime;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultShutdownStrategy;

/**
 * A shutdown strategy that never forces a route to stop, so that the stop of one route does not affect other routes. After a
 * forced stop, Camel's default strategy rejects the exchanges of all routes until the context is restarted. A forced stop is not
 * needed here, since a stopped delivery returns further events to their source.
 */
final class PerRouteShutdownStrategy extends DefaultShutdownStrategy {

    PerRouteShutdownStrategy(CamelContext context) {
        super(context);
    }

    @Override
    public boolean isForceShutdown() {
        return false;
    }
}
