package routes.delivery;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;
import routes.event.RouteMetrics;

/**
 * The dependencies and settings of a delivery that are shared by all of its parts.
 *
 * @param threads executes the sends; must not be bounded, since a target may block for seconds
 * @param chance supplies random numbers from 0 to 1 for the jitter of pauses
 * @param version the version of the hub, for dead letters
 * @param configuration the hash of the configuration, for dead letters
 */
public record DeliveryContext(
        RouteMetrics metrics,
        Executor threads,
        ScheduledExecutorService timer,
        Clock clock,
        DoubleSupplier chance,
        String version,
        String configuration) {}
