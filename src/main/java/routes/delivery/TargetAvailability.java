package routes.delivery;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import routes.event.Readiness;
import routes.event.RouteMetrics;
import routes.event.SendError;
import routes.support.AvailabilityLog;
import routes.support.StructuredLogger;

/**
 * Whether a target is available: whether its circuit breaker is closed, and whether its system answered when it was last
 * looked at. Suspends the delivery during an outage, and reports changes to the metrics and the log. {@link #hold} and {@link
 * #release} are called by one thread at a time; otherwise thread-safe.
 */
final class TargetAvailability {

    private static final Logger LOG = StructuredLogger.of(TargetAvailability.class);

    private final String target;
    private final RetryPolicy policy;
    private final RouteMetrics metrics;
    private final BiConsumer<Duration, Runnable> alarm;
    private final CircuitBreaker breaker = new CircuitBreaker();
    private final AvailabilityLog log;
    private volatile Optional<String> unreachable = Optional.empty();
    private boolean held;
    private boolean stopped;

    /** @param alarm runs something after a pause, on the thread that uses this */
    TargetAvailability(
            String route,
            String target,
            RetryPolicy policy,
            RouteMetrics metrics,
            BiConsumer<Duration, Runnable> alarm) {
        this.target = target;
        this.policy = policy;
        this.metrics = metrics;
        this.alarm = alarm;
        this.log = new AvailabilityLog(
                LOG,
                "Target unavailable: delivery suspended, probing until it recovers",
                "Target available again: delivery resumed",
                () -> Map.of("route", route, "target", target));
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    /** Why the target is not available; empty if it is. */
    Optional<String> problem() {
        return breaker.reason().or(() -> unreachable);
    }

    /** The target's system was asked whether it answers at all. Says nothing about a delivery, so the breaker stays as it is. */
    void looked(Readiness readiness) {
        unreachable = readiness.problem();
        changed();
    }

    /** The target has failed in a way for which its events wait. */
    void hold(SendError error, boolean wasProbe) {
        breaker.trip(error.detail(), wasProbe)
                .ifPresent(openings -> alarm.accept(policy.pause(error, openings), breaker::pauseIsOver));
        changed();
    }

    /** The target has answered. */
    void release(boolean wasProbe) {
        boolean closed = breaker.close(wasProbe);
        if (closed || unreachable.isPresent()) {
            unreachable = Optional.empty();
            changed();
        }
    }

    /** Reports nothing after the stop, since the queue of the next session reports under the same name. */
    private synchronized void changed() {
        if (stopped) {
            return;
        }
        Optional<String> problem = problem();
        if (held != problem.isPresent()) {
            held = problem.isPresent();
            metrics.held(target, held);
        }
        problem.ifPresentOrElse(log::lost, log::available);
    }

    synchronized void stop() {
        stopped = true;
        if (held) {
            metrics.held(target, false);
        }
    }
}
