package routes.delivery;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;
import routes.event.RouteMetrics;

/**
 * What a delivery is given from outside, so that nothing of it is hidden.
 *
 * @param threads where targets are sent to; must not be bounded, since a target may block for seconds
 * @param chance numbers from 0 to 1, for the jitter of pauses
 * @param version of the hub, for dead letters
 * @param configuration hash of the configuration, for dead letters
 */
public record DeliveryContext(
        RouteMetrics metrics,
        Executor threads,
        ScheduledExecutorService timer,
        Clock clock,
        DoubleSupplier chance,
        String version,
        String configuration) {}
