package routes.connector.rabbitmq;

import com.rabbitmq.client.Delivery;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import routes.connector.InFlightLimit;
import routes.event.Event;
import routes.event.ReceivedEvent;

/** A delivered message in flight. */
final class RabbitReceivedEvent extends ReceivedEvent {

    private final String queue;
    private final Delivery delivery;
    private final RabbitSubscription subscription;
    private final AckTracker.Taken taken;
    private final InFlightLimit bound;

    RabbitReceivedEvent(
            Event event,
            long takenNanos,
            String queue,
            Delivery delivery,
            RabbitSubscription subscription,
            AckTracker.Taken taken,
            InFlightLimit bound) {
        super(event, takenNanos);
        this.queue = queue;
        this.delivery = delivery;
        this.subscription = subscription;
        this.taken = taken;
        this.bound = bound;
    }

    @Override
    public String position() {
        String id = Optional.ofNullable(delivery.getProperties().getMessageId())
                .orElseGet(() ->
                        subscription.opened() + "-" + delivery.getEnvelope().getDeliveryTag());
        return queue + "@" + id;
    }

    @Override
    public Instant time() {
        return Optional.ofNullable(delivery.getProperties().getTimestamp())
                .map(Date::toInstant)
                .orElse(Instant.EPOCH);
    }

    @Override
    public void finished() {
        subscription.finished(taken);
        bound.finished(delivery.getBody().length);
    }
}
