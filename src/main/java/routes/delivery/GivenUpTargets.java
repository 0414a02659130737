package routes.delivery;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import routes.control.EventOrder;
import routes.model.DeadLetterReason;

/** The targets that will never get an event, and why. Thread-safe. */
final class GivenUpTargets {

    private final Map<TargetQueue, DeadLetterReason> reasons = new HashMap<>(0);

    /** What the dead letter tells about. */
    private Optional<DeliveryAttempt> first = Optional.empty();

    /** The dead letter will tell about the first of them, but rather about one that an operator gave up. */
    synchronized void add(DeliveryAttempt attempt, DeadLetterReason reason) {
        reasons.put(attempt.queue(), reason);
        if (first.isEmpty()
                || reason == DeadLetterReason.OPERATOR
                        && reasons.get(first.get().queue()) != DeadLetterReason.OPERATOR) {
            first = Optional.of(attempt);
        }
    }

    /**
     * The dead letter of the event; empty if no target was given up.
     *
     * @param attempts one for each target of the event
     * @param order the order of the operator who gave a target up, if one did
     */
    synchronized Optional<DeadLetter> letter(List<DeliveryAttempt> attempts, Optional<EventOrder> order, Instant now) {
        return first.map(told -> reasons.get(told.queue()) == DeadLetterReason.OPERATOR
                ? DeadLetter.ofWithdrawn(told, order.orElseThrow(), outcomes(attempts), now)
                : DeadLetter.ofRefused(told, reasons.get(told.queue()), outcomes(attempts)));
    }

    private List<DeadLetter.TargetOutcome> outcomes(List<DeliveryAttempt> attempts) {
        return attempts.stream()
                .map(DeliveryAttempt::queue)
                .map(queue -> new DeadLetter.TargetOutcome(queue.target(), Optional.ofNullable(reasons.get(queue))))
                .toList();
    }
}
