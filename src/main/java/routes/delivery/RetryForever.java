package routes.delivery;

import java.time.Duration;
import routes.event.SendError;

/** At the dead letter's target, the last resort: whatever the refusal, the target is held and tried again. */
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
    public Duration holdPause(int tries) {
        return pauses.holdPause(tries);
    }
}
