package routes.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * One moment by both clocks: events that are described at the same moment keep the order in which they were received.
 *
 * @param nanos the {@link System#nanoTime()}
 */
public record Moment(Instant instant, long nanos) {

    public static Moment now(Clock clock) {
        return new Moment(clock.instant(), System.nanoTime());
    }

    /** The time since the other clock showed this. */
    Duration since(long earlierNanos) {
        return Duration.ofNanos(nanos - earlierNanos);
    }
}
