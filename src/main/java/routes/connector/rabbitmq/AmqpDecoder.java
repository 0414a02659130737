package routes.connector.rabbitmq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.LongString;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import routes.connector.HeaderEnvelope;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.model.RabbitSourceSpec.KeyFrom;

/** Converts a delivered message to an event. Never fails: every value becomes bytes or text. Thread-safe. */
final class AmqpDecoder {

    private static final ObjectMapper JSON = new ObjectMapper();

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
                Bytes value = bytes(entry.getValue());
                if (name.equals(HeaderEnvelope.KEY) && keyFrom == KeyFrom.HEADER) {
                    key = value;
                } else if (name.equals(HeaderEnvelope.HEADERS)) {
                    packed = HeaderEnvelope.unpack(value.toString());
                } else if (name.equals(HeaderEnvelope.BODY)
                        && body.length() == 0
                        && value.toString().equals(AmqpEncoder.TOMBSTONE)) {
                    body = Bytes.absent();
                } else if (!ReservedHeaders.told(name)) {
                    headers.add(new Header(name, value));
                }
            }
        }
        headers.addAll(packed);
        return new Event(body, key, Headers.received(headers));
    }

    private static Bytes bytes(Object value) {
        if (value == null) {
            return Bytes.absent();
        }
        if (value instanceof LongString) {
            return Bytes.of(((LongString) value).getBytes());
        }
        if (value instanceof byte[]) {
            return Bytes.of((byte[]) value);
        }
        if (value instanceof Map || value instanceof List) {
            return Bytes.ofText(json(value));
        }
        return Bytes.ofText(plain(value).toString());
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(plain(value));
        } catch (JsonProcessingException e) {
            return String.valueOf(value);
        }
    }

    /** Converts values of the client's types to types of JSON. */
    private static Object plain(Object value) {
        if (value instanceof Date) {
            return ((Date) value).toInstant().toString();
        }
        if (value instanceof LongString) {
            return value.toString();
        }
        if (value instanceof Map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((name, inner) -> plain.put(String.valueOf(name), plain(inner)));
            return plain;
        }
        if (value instanceof List) {
            List<Object> plain = new ArrayList<>();
            ((List<?>) value).forEach(inner -> plain.add(plain(inner)));
            return plain;
        }
        return value;
    }
}
