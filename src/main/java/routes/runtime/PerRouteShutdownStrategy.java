package routes.runtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultShutdownStrategy;
import org.apache.camel.spi.ShutdownStrategy;

/**
 * A shutdown strategy that never forces a route to stop, so that the stop of one route does not affect other routes. After a
 * forced stop, Camel's default strategy rejects the exchanges of all routes until the context is restarted. A forced stop is not
 * needed here, since a stopped delivery returns further events to their source.
 */
final class PerRouteShutdownStrategy extends DefaultShutdownStrategy {

    PerRouteShutdownStrategy(CamelContext context) {
        super(context);
    }

    /**
     * Makes this the context's strategy, before or after the context has started. The time is set afterwards, because a start sets
     * its own and a context that has started calls the listener at once.
     *
     * @param drain the maximum time that a stop waits for the events in flight
     */
    static void install(CamelContext context, Duration drain) {
        context.setShutdownStrategy(new PerRouteShutdownStrategy(context));
        try {
            context.addStartupListener((started, alreadyStarted) -> limit(context.getShutdownStrategy(), drain));
        } catch (Exception e) {
            throw new IllegalStateException("Camel takes no listener", e);
        }
    }

    private static void limit(ShutdownStrategy strategy, Duration drain) {
        strategy.setTimeUnit(TimeUnit.MILLISECONDS);
        strategy.setTimeout(Math.max(1, drain.toMillis()));
    }

    @Override
    public boolean isForceShutdown() {
        return false;
    }
}
