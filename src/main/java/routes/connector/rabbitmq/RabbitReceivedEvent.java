package routes.connector.rabbitmq;

import com.rabbitmq.client.Delivery;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import routes.connector.InFlightEvent;
import routes.event.DeliveryResult;
import routes.event.Event;
import routes.support.Sha256;

/** A delivery of RabbitMQ. Any thread may end it; the subscription that it came by acknowledges it. */
final class RabbitReceivedEvent extends InFlightEvent {

    private final String queue;
    private final Delivery delivery;
    private final RabbitSubscription subscription;
    private final AckTracker.Taken taken;

    RabbitReceivedEvent(
            Event event,
            long receivedNanos,
            String queue,
            Delivery delivery,
            RabbitSubscription subscription,
            AckTracker.Taken taken) {
        super(event, receivedNanos, delivery.getBody().length);
        this.queue = queue;
        this.delivery = delivery;
        this.subscription = subscription;
        this.taken = taken;
    }

    @Override
    public Optional<String> id() {
        return Optional.ofNullable(delivery.getProperties().getMessageId());
    }

    @Override
    public String position() {
        return queue + "@"
                + id().orElseGet(() ->
                        subscription.opened() + "-" + delivery.getEnvelope().getDeliveryTag());
    }

    /** Several messages with one id are several events where they differ in their content or their routing key. */
    @Override
    public String identity() {
        return id().isPresent() ? position() + "#" + contentHash() : position();
    }

    private String contentHash() {
        MessageDigest digest = Sha256.digest();
        digest.update((delivery.getEnvelope().getRoutingKey() + "\n").getBytes(StandardCharsets.UTF_8));
        return Sha256.hex(digest.digest(delivery.getBody()));
    }

    /** Some clients send zero where they mean that there is none. */
    @Override
    public Optional<Instant> time() {
        return Optional.ofNullable(delivery.getProperties().getTimestamp())
                .filter(date -> date.getTime() != 0)
                .map(Date::toInstant);
    }

    @Override
    public boolean isRevoked() {
        return subscription.loss().isPresent();
    }

    @Override
    public void ended(DeliveryResult result) {
        subscription.finished(taken);
        leave();
    }
}
