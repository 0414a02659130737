package routes.event;

import java.util.Optional;

/**
 * What became of an event in the end. Immutable.
 *
 * @param failure why it could not be delivered; present for a dead letter
 * @param reply what a target answered, where it answers with more than a confirmation; from several targets, the first
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

    /** The route dropped the event on purpose. */
    public static DeliveryResult filtered() {
        return FILTERED;
    }

    /** The dead letter target has confirmed the event. */
    public static DeliveryResult deadLettered(Failure failure) {
        return new DeliveryResult(Outcome.DEAD_LETTERED, Optional.of(failure), Optional.empty());
    }
}
