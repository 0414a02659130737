package routes.delivery;

import java.time.Duration;
import routes.event.SendError;

/** At the dead letter target: whatever the error, the target is held and tried again, since there is nowhere else to send to. */
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
