package routes.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import routes.event.SendError;
import routes.model.BackoffRange;
import routes.model.DeadLetterReason;
import routes.model.RetrySpec;

/**
 * Determines the consequence of an error at one target. At a target of the route, an outage suspends delivery, and a transient
 * error is retried according to the retry settings of the route; then the event is given up. A dead letter is never given up,
 * since there is no other target to send to: one that is too large, or that the target refuses while it takes others, is parked;
 * any other error suspends delivery. Thread-safe.
 */
final class RetryPolicy {

    /** The upper limit for a pause that a target asks for, since the clock of the target may be wrong. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    /** The upper limit during an outage: a longer pause may come from an intermediary, such as a proxy. */
    private static final Duration LONGEST_HOLD = Duration.ofMinutes(5);

    /** The pauses of a parked dead letter: what makes the target refuse it is seldom mended within seconds. */
    private static final BackoffRange PARKED = new BackoffRange(Duration.ofSeconds(10), Duration.ofMinutes(5));

    private final RetrySpec retry;
    private final DoubleSupplier chance;
    private final boolean givesUp;

    private RetryPolicy(RetrySpec retry, DoubleSupplier chance, boolean givesUp) {
        this.retry = retry;
        this.chance = chance;
        this.givesUp = givesUp;
    }

    /** @param chance supplies random numbers from 0 to 1 */
    static RetryPolicy ofTarget(RetrySpec retry, DoubleSupplier chance) {
        return new RetryPolicy(retry, chance, true);
    }

    /** @param chance supplies random numbers from 0 to 1 */
    static RetryPolicy ofDeadLetterTarget(RetrySpec retry, DoubleSupplier chance) {
        return new RetryPolicy(retry, chance, false);
    }

    /** What is known of other events at a target that refuses one. */
    enum Others {
        /** It has confirmed others since it first refused this one. */
        TAKEN,
        /** It has confirmed others before, and has not refused many in a row since. */
        TAKEN_BEFORE,
        UNKNOWN
    }

    /**
     * The consequence of an error for the event and for the target.
     *
     * @param hold whether delivery to the target is suspended until a probe succeeds
     * @param pause how long the event waits before it is sent again; unused if it is given up
     * @param givenUp the reason for the dead letter, if the event is given up
     * @param parks whether the event is parked: it alone is retried now and then, until it is accepted or an operator decides
     */
    record Consequence(boolean hold, Duration pause, Optional<DeadLetterReason> givenUp, boolean parks) {

        private static Consequence holdTarget() {
            return new Consequence(true, Duration.ZERO, Optional.empty(), false);
        }

        private static Consequence tryAgainAfter(Duration pause) {
            return new Consequence(false, pause, Optional.empty(), false);
        }

        /** The same for an event that an operator has withdrawn: it is not sent again. */
        Consequence withdrawn() {
            return givenUp.isPresent()
                    ? this
                    : new Consequence(hold, Duration.ZERO, Optional.of(DeadLetterReason.OPERATOR), false);
        }

        private static Consequence parkFor(Duration pause) {
            return new Consequence(false, pause, Optional.empty(), true);
        }

        private static Consequence giveUp(DeadLetterReason reason) {
            return new Consequence(false, Duration.ZERO, Optional.of(reason), false);
        }
    }

    /**
     * @param error an error that {@link SendError.Kind#isAnswer says something about the event}
     * @param attempts the number of sends of this event that count as failed attempts, including this one if it counts
     */
    Consequence consequence(SendError error, int attempts, Others others) {
        if (!givesUp) {
            return parks(error, attempts, others)
                    ? Consequence.parkFor(pause(PARKED, error, attempts))
                    : Consequence.holdTarget();
        }
        return switch (error.kind()) {
            case OUTAGE -> Consequence.holdTarget();
            case PERMANENT -> Consequence.giveUp(DeadLetterReason.REJECTED);
            case NOT_TRIED -> throw new IllegalArgumentException("it says nothing about the event");
            case TRANSIENT ->
                attempts >= retry.attempts()
                        ? Consequence.giveUp(DeadLetterReason.EXHAUSTED)
                        : Consequence.tryAgainAfter(pause(error, attempts));
        };
    }

    /** Whether the target refuses this dead letter alone. One that refuses everything is in an outage. */
    private boolean parks(SendError error, int attempts, Others others) {
        return switch (error.kind()) {
            case OUTAGE, NOT_TRIED -> false;
            case PERMANENT -> error.isTooLarge() || others != Others.UNKNOWN;
            case TRANSIENT -> others == Others.TAKEN && attempts >= retry.attempts();
        };
    }

    /**
     * The pause after this number of failed sends or probes, with jitter. Not shorter than the pause that the target asks for,
     * up to the upper limit.
     */
    Duration pause(SendError error, int failures) {
        return pause(retry.backoff(), error, failures);
    }

    private Duration pause(BackoffRange backoff, SendError error, int failures) {
        double factor = 1 + retry.jitter() * (2 * chance.getAsDouble() - 1);
        long nanos = (long) (backoff.pause(failures).toNanos() * factor);
        Duration asked = error.retryAfter().orElse(Duration.ZERO);
        Duration longest = error.kind() == SendError.Kind.OUTAGE ? LONGEST_HOLD : LONGEST_RETRY_AFTER;
        Duration heeded = asked.compareTo(longest) < 0 ? asked : longest;
        return Duration.ofNanos(Math.max(nanos, heeded.toNanos()));
    }
}
