package routes.delivery;

import java.time.Duration;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.event.RouteMetrics;
import routes.event.SendError;

/**
 * Suspends the delivery to one target during an outage, and tells so. Used by one thread at a time, except {@link #stop}, which
 * any thread may call.
 */
final class TargetAvailability {

    private static final Logger LOG = LoggerFactory.getLogger(TargetAvailability.class);

    private final String route;
    private final String target;
    private final RetryPolicy policy;
    private final RouteMetrics metrics;
    private final BiConsumer<Duration, Runnable> alarm;
    private final CircuitBreaker breaker = new CircuitBreaker();
    private boolean stopped;

    /** @param alarm runs something after a pause, on the thread that uses this */
    TargetAvailability(
            String route,
            String target,
            RetryPolicy policy,
            RouteMetrics metrics,
            BiConsumer<Duration, Runnable> alarm) {
        this.route = route;
        this.target = target;
        this.policy = policy;
        this.metrics = metrics;
        this.alarm = alarm;
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    void hold(SendError error, boolean wasProbe) {
        boolean begins = breaker.state() == CircuitBreaker.State.CLOSED;
        breaker.trip(error.detail(), wasProbe)
                .ifPresent(openings -> alarm.accept(policy.pause(error, openings), breaker::pauseIsOver));
        if (begins) {
            report(true);
            LOG.atWarn()
                    .addKeyValue("route", route)
                    .addKeyValue("target", target)
                    .addKeyValue("problem", error.detail())
                    .log("Target unavailable: delivery suspended, probing until it recovers");
        }
    }

    void release(boolean wasProbe) {
        if (breaker.close(wasProbe)) {
            report(false);
            LOG.atInfo()
                    .addKeyValue("route", route)
                    .addKeyValue("target", target)
                    .log("Target available again: delivery resumed");
        }
    }

    synchronized void stop() {
        stopped = true;
        if (breaker.reason().isPresent()) {
            metrics.held(target, false);
        }
    }

    /** Reports nothing after the stop, since the queue of the next session reports under the same name. */
    private synchronized void report(boolean held) {
        if (!stopped) {
            metrics.held(target, held);
        }
    }
}
