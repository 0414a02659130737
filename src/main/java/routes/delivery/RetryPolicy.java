package routes.delivery;

import java.time.Duration;
import java.util.Optional;
import routes.event.SendError;
import routes.model.DeadLetterReason;

/** What a refusal means at one target. Thread-safe. */
interface RetryPolicy {

    /**
     * @param attempts deliveries that were refused for the event's own sake, this one included if it was
     */
    Consequence consequence(SendError error, int attempts);

    /** The pause before the next try of a target that is held, having been tried so often in vain. */
    Duration holdPause(int tries);

    /**
     * What comes next for the event, and for the target.
     *
     * @param hold whether nothing more is sent to the target until one event has got through
     * @param pause how long the event waits before it is sent again; without meaning where it is given up
     * @param givenUp the reason of its dead letter
     */
    record Consequence(boolean hold, Duration pause, Optional<DeadLetterReason> givenUp) {

        static Consequence holdTarget() {
            return new Consequence(true, Duration.ZERO, Optional.empty());
        }

        static Consequence tryAgainAfter(Duration pause) {
            return new Consequence(false, pause, Optional.empty());
        }

        static Consequence giveUp(DeadLetterReason reason) {
            return new Consequence(false, Duration.ZERO, Optional.of(reason));
        }
    }
}
