package routes.connector.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Return;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import routes.event.Bytes;
import routes.event.PendingSend;
import routes.event.SendError;

/** A published event without an answer. Not thread-safe: guarded by the {@link OutstandingConfirms} that contains it. */
final class OutstandingConfirm {

    private final long number;
    private final PendingSend send;
    private final AmqpEncoder encoder;
    private final long published;
    private Optional<SendError> returned = Optional.empty();

    /**
     * @param number the sequence number on its channel
     * @param encoder encodes the message again if it is returned, which is rare; keeping it would need most of the
     *     memory of an event in
     *     flight
     */
    OutstandingConfirm(long number, PendingSend send, AmqpEncoder encoder, long published) {
        this.number = number;
        this.send = send;
        this.encoder = encoder;
        this.published = published;
    }

    long number() {
        return number;
    }

    PendingSend send() {
        return send;
    }

    byte[] body() {
        return encoder.body(send);
    }

    long published() {
        return published;
    }

    Optional<SendError> returned() {
        return returned;
    }

    void returned(SendError error) {
        returned = Optional.of(error);
    }

    String routingKey() {
        return encoder.routingKey(send.message());
    }

    boolean hasBodyAndKeyOf(Return message) {
        return Arrays.equals(body(), message.getBody()) && routingKey().equals(message.getRoutingKey());
    }

    boolean hasPropertiesOf(Return message) {
        AMQP.BasicProperties published = encoder.encode(send).properties();
        return Objects.equals(published.getMessageId(), message.getProperties().getMessageId())
                && texts(published.getHeaders())
                        .equals(texts(message.getProperties().getHeaders()));
    }

    /** Compares header values; the client returns text in a type of its own. */
    private static Map<String, Object> texts(Map<String, Object> table) {
        Map<String, Object> texts = new HashMap<>();
        if (table != null) {
            table.forEach((name, value) -> texts.put(
                    name, value instanceof byte[] ? Bytes.of((byte[]) value).toString() : String.valueOf(value)));
        }
        return texts;
    }
}
