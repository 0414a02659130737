package routes.delivery;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import routes.event.SendError;
import routes.model.DeadLetterReason;
import routes.model.RetrySpec;

/** At a route's targets: an outage holds the target, the rest is tried again as the route says and then given up. */
final class BoundedRetry implements RetryPolicy {

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
            case TRANSIENT ->
                attempts >= retry.attempts()
                        ? Consequence.giveUp(DeadLetterReason.EXHAUSTED)
                        : Consequence.tryAgainAfter(holdPause(attempts));
        };
    }

    @Override
    public Duration holdPause(int tries) {
        Duration pause = retry.backoff().pause(tries);
        double factor = 1 + retry.jitter() * (2 * chance.getAsDouble() - 1);
        return Duration.ofNanos((long) (pause.toNanos() * factor));
    }
}
