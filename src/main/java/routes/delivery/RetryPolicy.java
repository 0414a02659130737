package routes.delivery;

import java.time.Duration;
import java.util.Optional;
import routes.event.SendError;
import routes.model.DeadLetterReason;

/** What an error means at one target. Thread-safe. */
interface RetryPolicy {

    /**
     * @param error one that {@link SendError.Kind#isAnswer says something about the event}
     * @param attempts sends of this event that count against it, this one included if it does
     */
    Consequence consequence(SendError error, int attempts);

    /** The pause before a target that is held is probed, having been probed in vain so often. */
    Duration holdPause(SendError error, int probes);

    /**
     * What comes next for the event, and for the target.
     *
     * @param hold whether nothing more is sent to the target until a probe has got through
     * @param pause how long the event waits before it is sent again; meaningless where it is given up
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
