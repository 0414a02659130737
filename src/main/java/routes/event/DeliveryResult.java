package routes.event;

import java.util.Optional;

/**
 * The final result of an event. Immutable.
 *
 * @param failure why the event could not be delivered; present for a dead letter and for a discarded event
 * @param reply the answer of a target that returns more than a confirmation; if several targets do, the first answer
 */
public record DeliveryResult(Outcome outcome, Optional<Failure> failure, Optional<Event> reply) {

    private static final DeliveryResult DELIVERED = of(Outcome.DELIVERED);
    private static final DeliveryResult FILTERED = of(Outcome.FILTERED);

    private static DeliveryResult of(Outcome outcome) {
        return new DeliveryResult(outcome, Optional.empty(), Optional.empty());
    }

    /** Every target has confirmed the event. */
    public static DeliveryResult delivered(Optional<Event> reply) {
        return reply.isEmpty() ? DELIVERED : new DeliveryResult(Outcome.DELIVERED, Optional.empty(), reply);
    }

    /** The route filtered the event out. */
    public static DeliveryResult filtered() {
        return FILTERED;
    }

    /** The dead letter target has confirmed the event. */
    public static DeliveryResult deadLettered(Failure failure) {
        return new DeliveryResult(Outcome.DEAD_LETTERED, Optional.of(failure), Optional.empty());
    }

    /** An operator has given up the event, which no target and no dead letter target holds. */
    public static DeliveryResult discarded(Failure failure) {
        return new DeliveryResult(Outcome.DISCARDED, Optional.of(failure), Optional.empty());
    }
}
