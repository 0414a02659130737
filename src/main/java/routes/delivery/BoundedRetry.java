package routes.delivery;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import routes.event.SendError;
import routes.model.DeadLetterReason;
import routes.model.RetrySpec;

/**
 * The policy for the targets of a route. An outage suspends delivery to the target. A transient error is retried according to
 * the retry settings of the route; then the event is given up. Thread-safe.
 */
final class BoundedRetry implements RetryPolicy {

    /** The upper limit for a pause that a target asks for, since the clock of the target may be wrong. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    /** The upper limit during an outage: a longer pause may come from an intermediary, such as a proxy. */
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(5);

    private final RetrySpec retry;
    private final DoubleSupplier chance;

    /** @param chance supplies random numbers from 0 to 1 */
    BoundedRetry(RetrySpec retry, DoubleSupplier chance) {
        this.retry = retry;
        this.chance = chance;
    }

    @Override
    public Consequence consequence(SendError error, int attempts) {
        return switch (error.kind()) {
            case OUTAGE -> Consequence.holdTarget();
            case PERMANENT -> Consequence.giveUp(DeadLetterReason.REJECTED);
            case NOT_TRIED -> throw new IllegalArgumentException("it says nothing about the event");
            case TRANSIENT ->
                attempts >= retry.attempts()
                        ? Consequence.giveUp(DeadLetterReason.EXHAUSTED)
                        : Consequence.tryAgainAfter(holdPause(error, attempts));
        };
    }

    /** Includes jitter. Not shorter than the pause that the target asks for, up to the upper limit. */
    @Override
    public Duration holdPause(SendError error, int attempts) {
        double factor = 1 + retry.jitter() * (2 * chance.getAsDouble() - 1);
        long nanos = (long) (retry.backoff().pause(attempts).toNanos() * factor);
        Duration asked = error.retryAfter().orElse(Duration.ZERO);
        Duration longest = error.kind() == SendError.Kind.OUTAGE ? LONGEST_HOLD : LONGEST_RETRY_AFTER;
        Duration heeded = asked.compareTo(longest) < 0 ? asked : longest;
        return Duration.ofNanos(Math.max(nanos, heeded.toNanos()));
    }
}
