package routes.delivery;

import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import routes.event.Readiness;
import routes.event.RouteMetrics;
import routes.support.AvailabilityLog;
import routes.support.StructuredLogger;

/**
 * Whether a target is available: whether its circuit breaker is closed, and whether its system answered when it was last
 * looked at. Reports changes to the metrics and the log. Thread-safe.
 */
final class TargetAvailability {

    private static final Logger LOG = StructuredLogger.of(TargetAvailability.class);

    private final String target;
    private final CircuitBreaker breaker;
    private final RouteMetrics metrics;
    private final AvailabilityLog log;
    private volatile Optional<String> unreachable = Optional.empty();
    private boolean held;
    private boolean stopped;

    TargetAvailability(String route, String target, CircuitBreaker breaker, RouteMetrics metrics) {
        this.target = target;
        this.breaker = breaker;
        this.metrics = metrics;
        this.log = new AvailabilityLog(
                LOG,
                "Target unavailable: delivery suspended, probing until it recovers",
                "Target available again: delivery resumed",
                () -> Map.of("route", route, "target", target));
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

    /** The target has confirmed an event. */
    void confirmed() {
        if (unreachable.isPresent()) {
            looked(Readiness.ready());
        }
    }

    /** To be called when the breaker has opened or closed. Reports nothing after the stop: the next session has the same name. */
    synchronized void changed() {
        Optional<String> problem = problem();
        if (stopped) {
            return;
        }
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
