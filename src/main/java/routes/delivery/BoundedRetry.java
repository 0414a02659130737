package routes.delivery;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import routes.event.SendError;
import routes.model.DeadLetterReason;
import routes.model.RetrySpec;

/** At a route's targets: an outage holds the target, a transient error is retried as the route says, and then given up. */
final class BoundedRetry implements RetryPolicy {

    /** A target that asks for more is asked again by then: its clock may be wrong. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    /** A target that is held is probed by then: whoever asked for more may speak for others, as a proxy does. */
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(5);

    private final RetrySpec retry;
    private final DoubleSupplier chance;

    /** @param chance numbers from 0 to 1 */
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

    /** With jitter, and never shorter than the target asks for. */
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
