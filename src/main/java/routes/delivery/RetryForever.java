package routes.delivery;

import java.time.Duration;
import routes.event.SendError;

/**
 * The policy for the dead letter target. After any error, delivery is suspended and retried, since there is no other target to
 * send to. Thread-safe.
 */
final class RetryForever implements RetryPolicy {

    private final RetryPolicy pauses;

    RetryForever(RetryPolicy pauses) {
        this.pauses = pauses;
    }

    @Override
    public Consequence consequence(SendError error, int attempts) {
        return Consequence.holdTarget();
    }

    @Override
    public Duration holdPause(SendError error, int probes) {
        return pauses.holdPause(error, probes);
    }
}
