package routes.runtime;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultShutdownStrategy;

/**
 * Keeps the stop of one route its own matter. Once Camel has forced one route to stop, its own strategy turns away whatever
 * any route takes, and goes on so until the whole context is started anew. That is not needed here: a delivery that has
 * stopped leaves what still comes with its source.
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
