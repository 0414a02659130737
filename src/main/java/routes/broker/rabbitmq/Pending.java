package routes.broker.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Return;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import routes.event.Bytes;
import routes.event.Refusal;
import routes.event.Shipment;

/** A shipment that was published and has no answer yet. Guarded by the {@link Unconfirmed} that holds it. */
final class Pending {

    private final long number;
    private final Shipment shipment;
    private final RabbitWriting writing;
    private final long published;
    private Optional<Refusal> returned = Optional.empty();

    /**
     * @param number the sequence number on its channel
     * @param writing makes once more, for the rare message that is returned, what was published; kept, it would be most of
     *     the memory of an event in flight
     */
    Pending(long number, Shipment shipment, RabbitWriting writing, long published) {
        this.number = number;
        this.shipment = shipment;
        this.writing = writing;
        this.published = published;
    }

    long number() {
        return number;
    }

    Shipment shipment() {
        return shipment;
    }

    byte[] body() {
        return shipment.parcel().event().body().array();
    }

    long published() {
        return published;
    }

    Optional<Refusal> returned() {
        return returned;
    }

    void returned(Refusal refusal) {
        returned = Optional.of(refusal);
    }

    boolean hasBodyAndKeyOf(Return message) {
        return Arrays.equals(body(), message.getBody())
                && writing.routingKey(shipment.parcel()).equals(message.getRoutingKey());
    }

    boolean hasPropertiesOf(Return message) {
        AMQP.BasicProperties published = writing.publication(shipment.parcel()).properties();
        return Objects.equals(published.getMessageId(), message.getProperties().getMessageId())
                && texts(published.getHeaders())
                        .equals(texts(message.getProperties().getHeaders()));
    }

    /** The client gives text back as a type of its own. */
    private static Map<String, Object> texts(Map<String, Object> table) {
        Map<String, Object> texts = new HashMap<>();
        if (table != null) {
            table.forEach((name, value) -> texts.put(
                    name, value instanceof byte[] ? Bytes.of((byte[]) value).toString() : String.valueOf(value)));
        }
        return texts;
    }
}
