package routes.delivery;

import java.time.Duration;
import java.util.Optional;
import routes.event.SendError;
import routes.model.DeadLetterReason;

/** Determines the consequence of an error at one target. Thread-safe. */
interface RetryPolicy {

    /**
     * @param error an error that {@link SendError.Kind#isAnswer says something about the event}
     * @param attempts the number of sends of this event that count as failed attempts, including this one if it counts
     */
    Consequence consequence(SendError error, int attempts);

    /** The pause before a suspended target is probed. It depends on the number of failed probes so far. */
    Duration holdPause(SendError error, int probes);

    /**
     * The consequence of an error for the event and for the target.
     *
     * @param hold whether delivery to the target is suspended until a probe succeeds
     * @param pause how long the event waits before it is sent again; unused if it is given up
     * @param givenUp the reason for the dead letter, if the event is given up
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
