package routes.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import routes.control.EventOrder;
import routes.event.Failure;
import routes.event.ReceivedEvent;
import routes.event.SendError;
import routes.model.DeadLetterReason;

/**
 * An event that could not be delivered, and why. Immutable.
 *
 * @param attempts the number of sends that the target named in the failure refused; 0 if the event was never sent
 * @param targets the outcome at every target that the event was sent to; empty if it was never sent
 */
record DeadLetter(
        ReceivedEvent received,
        Failure failure,
        int attempts,
        Instant firstFailure,
        Instant lastFailure,
        List<TargetOutcome> targets) {

    /** The outcome at one target: it gave the event up for this reason or, if there is none, holds it. */
    record TargetOutcome(String target, Optional<DeadLetterReason> givenUp) {

        String outcome() {
            return givenUp.map(DeadLetterReason::toString).orElse("delivered");
        }
    }

    /** The dead letter of an event that the pipeline could not route to any target. */
    static DeadLetter ofUndeliverable(ReceivedEvent received, Failure failure, Instant now) {
        return new DeadLetter(received, failure, 0, now, now, List.of());
    }

    /** The dead letter of an event that an operator withdrew from this target. */
    static DeadLetter ofWithdrawn(DeliveryAttempt attempt, EventOrder order, List<TargetOutcome> targets, Instant now) {
        DeliveryAttempt.Progress progress = attempt.progress();
        return new DeadLetter(
                attempt.delivery.received(),
                new Failure(
                        DeadLetterReason.OPERATOR,
                        order.detail(progress.lastAnswer()),
                        attempt.queue().target()),
                progress.refusals(),
                attempt.firstFailure.orElse(now),
                attempt.lastFailure.orElse(now),
                targets);
    }

    /** The dead letter of an event that a target gave up. */
    static DeadLetter ofRefused(DeliveryAttempt attempt, DeadLetterReason reason, List<TargetOutcome> targets) {
        String detail = attempt.error.map(SendError::detail).orElseThrow();
        return new DeadLetter(
                attempt.delivery.received(),
                new Failure(reason, detail, attempt.queue().target()),
                attempt.refusals,
                attempt.firstFailure.orElseThrow(),
                attempt.lastFailure.orElseThrow(),
                targets);
    }
}
