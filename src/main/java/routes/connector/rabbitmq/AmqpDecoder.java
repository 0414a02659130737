package routes.connector.rabbitmq;

import com.rabbitmq.client.Delivery;
import java.util.List;
import java.util.Map;
import routes.connector.HeaderEnvelope;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.model.RabbitSourceSpec.KeyFrom;

/** Converts a delivered message to an event. Never fails: every value has bytes or a text, and keeps its type beside them. Thread-safe. */
final class AmqpDecoder {

    private final KeyFrom keyFrom;

    AmqpDecoder(KeyFrom keyFrom) {
        this.keyFrom = keyFrom;
    }

    Event decode(Delivery delivery) {
        List<Header> headers = AmqpProperties.read(delivery.getProperties());
        List<Header> packed = List.of();
        Bytes body = Bytes.of(delivery.getBody());
        Bytes key = keyFrom == KeyFrom.ROUTING_KEY
                ? Bytes.ofText(delivery.getEnvelope().getRoutingKey())
                : Bytes.absent();
        Map<String, Object> table = delivery.getProperties().getHeaders();
        if (table != null) {
            for (Map.Entry<String, Object> entry : table.entrySet()) {
                String name = entry.getKey();
                Header header = AmqpValue.header(name, entry.getValue());
                Bytes value = header.value();
                if (name.equals(HeaderEnvelope.KEY) && keyFrom == KeyFrom.HEADER) {
                    key = value;
                } else if (name.equals(HeaderEnvelope.HEADERS)) {
                    packed = HeaderEnvelope.unpack(header, AmqpLabel::unpacked);
                } else if (name.equals(HeaderEnvelope.BODY)
                        && body.length() == 0
                        && value.toString().equals(AmqpEncoder.TOMBSTONE)) {
                    body = Bytes.absent();
                } else if (!ReservedHeaders.addedByBroker(name)) {
                    headers.add(header);
                }
            }
        }
        headers.addAll(packed);
        return new Event(body, key, Headers.received(headers));
    }
}
