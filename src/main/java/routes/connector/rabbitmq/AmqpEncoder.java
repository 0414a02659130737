package routes.connector.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import routes.connector.CloudEventBinding;
import routes.connector.HeaderEnvelope;
import routes.event.Event;
import routes.event.Header;
import routes.event.OutboundMessage;
import routes.event.PendingSend;
import routes.model.CloudEventsMode;

/** Converts an outbound message to the message to publish. Thread-safe. */
final class AmqpEncoder {

    /** The value of {@link HeaderEnvelope#BODY} for an absent body. */
    static final String TOMBSTONE = "tombstone";

    private static final String TIMESTAMP = "timestamp";
    private static final int PERSISTENT = 2;
    private static final int LONGEST_NAME = 255;

    /** Put before the name of a header in the table that has the name of a property, to tell the two apart. */
    private static final String TABLE_PREFIX = "header ";

    private static final Set<String> OWN = Set.of(HeaderEnvelope.KEY, HeaderEnvelope.BODY, HeaderEnvelope.HEADERS);

    private final QueueOrExchange place;
    private final ExchangeType type;
    private final CloudEventBinding cloudEvents;

    /** @param type of the exchange, if the place is one */
    AmqpEncoder(QueueOrExchange place, ExchangeType type, CloudEventsMode mode) {
        this.place = place;
        this.type = type;
        this.cloudEvents = new CloudEventBinding("cloudEvents:", mode, "cloudEvents_");
    }

    AmqpMessage encode(PendingSend send) {
        Event event = cloudEvents.of(send.message().event());
        BasicProperties.Builder properties = new BasicProperties.Builder().deliveryMode(PERSISTENT);
        Map<String, Object> table = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        List<Header> unfit = new ArrayList<>();
        for (Header header : event.headers()) {
            String name = header.name();
            boolean ofTable = AmqpValue.isTypeOf(header);
            // Headers of one name keep their order: the first may stay outside, and what is packed comes after it.
            boolean first = seen.add(ofTable && AmqpProperties.known(name) ? TABLE_PREFIX + name : name);
            if (!first || table.containsKey(name) || !fits(header)) {
                unfit.add(header);
            } else if (ofTable || !AmqpProperties.write(properties, name, header.value())) {
                table.put(name, AmqpValue.ofTable(header));
            }
        }
        if (!seen.contains(TIMESTAMP) && !seen.contains(TABLE_PREFIX + TIMESTAMP)) {
            send.time()
                    .filter(time -> !time.isBefore(Instant.EPOCH))
                    .map(Date::from)
                    .ifPresent(properties::timestamp);
        }
        if (!unfit.isEmpty()) {
            table.put(HeaderEnvelope.HEADERS, HeaderEnvelope.pack(unfit, AmqpLabel::of));
        }
        if (event.key().isPresent()) {
            table.put(HeaderEnvelope.KEY, AmqpValue.ofTable(event.key()));
        }
        if (!event.body().isPresent()) {
            table.put(HeaderEnvelope.BODY, TOMBSTONE);
        }
        return new AmqpMessage(
                routingKey(send.message()),
                properties.headers(table).build(),
                event.body().array());
    }

    String routingKey(OutboundMessage message) {
        return switch (place.sort()) {
            case QUEUE -> place.name();
            case EXCHANGE ->
                message.address("routingKey")
                        .or(() -> message.event().key().text())
                        .filter(key -> type.looksAtRoutingKeys() || isShort(key))
                        .orElse("");
        };
    }

    /** The body of a message, without the rest of it where that makes no difference. */
    byte[] body(PendingSend send) {
        return cloudEvents.keepsBodies()
                ? send.message().event().body().array()
                : encode(send).body();
    }

    private static boolean fits(Header header) {
        String name = header.name();
        return (header.value().isPresent() || AmqpValue.isTypeOf(header))
                && !OWN.contains(name)
                && !ReservedHeaders.interpretedByBroker(name)
                && isShort(name);
    }

    /** Whether it is a short string of AMQP: a name, or a routing key. */
    private static boolean isShort(String text) {
        return text.length() <= LONGEST_NAME / 3 || text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
    }
}
