package routes.connector.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.impl.LongStringHelper;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import routes.connector.HeaderEnvelope;
import routes.connector.OddEvents;
import routes.connector.RecordedSend;
import routes.event.AnyEvent;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.model.CloudEventsMode;
import routes.model.RabbitSourceSpec.KeyFrom;

class AmqpCodecFuzzIT {

    private final AmqpEncoder encoder =
            new AmqpEncoder(QueueOrExchange.exchange("vip"), ExchangeType.BY_ROUTING_KEY, CloudEventsMode.KEEP);

    @Property(seed = "1")
    void bringsEveryEventBack(@ForAll(supplier = AnyEvent.Events.class) Event event) {
        AmqpMessage message = encoder.encode(RecordedSend.of(event));
        Map<String, Object> table = new HashMap<>();
        message.properties()
                .getHeaders()
                .forEach((name, value) ->
                        table.put(name, value instanceof String text ? LongStringHelper.asLongString(text) : value));

        Event returned = new AmqpDecoder(KeyFrom.HEADER)
                .decode(new Delivery(
                        new Envelope(1, false, "", message.routingKey()),
                        message.properties().builder().headers(table).build(),
                        message.body()));

        assertThat(OddEvents.sorted(untyped(returned))).isEqualTo(OddEvents.sorted(event));
    }

    /** A header with the name of a property is known by a type to be none. Its value is the same. */
    private static Event untyped(Event event) {
        return event.withHeaders(Headers.received(event.headers().stream()
                .map(header -> new Header(header.name(), header.value()))
                .toList()));
    }

    @Property(seed = "2")
    void makesAnEventOfWhateverAStrangerPublishes(
            @ForAll("tables") Map<String, Object> table,
            @ForAll byte[] body,
            @ForAll(supplier = AnyEvent.Texts.class) String text) {
        BasicProperties properties = new BasicProperties.Builder()
                .headers(table)
                .contentType(text)
                .type(text)
                .replyTo(text)
                .timestamp(new Date(Long.MIN_VALUE))
                .build();
        for (KeyFrom from : KeyFrom.values()) {
            assertThat(new AmqpDecoder(from).decode(new Delivery(new Envelope(1, true, text, text), properties, body)))
                    .isNotNull();
        }
    }

    @Provide
    Arbitrary<Map<String, Object>> tables() {
        Arbitrary<String> names = Arbitraries.of(
                "a", "b", "x-death", HeaderEnvelope.KEY, HeaderEnvelope.BODY, HeaderEnvelope.HEADERS, "CamelX");
        return Arbitraries.maps(names, values(2)).ofMaxSize(6);
    }

    /** Of every type that a field can have. */
    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> plain = Arbitraries.oneOf(
                AnyEvent.text().map(LongStringHelper::asLongString),
                AnyEvent.bytes().map(bytes -> bytes.isPresent() ? bytes.array() : new byte[0]),
                Arbitraries.integers(),
                Arbitraries.longs(),
                Arbitraries.doubles(),
                Arbitraries.bigDecimals(),
                Arbitraries.of(true, false),
                Arbitraries.of(Date.from(Instant.EPOCH), new Date(Long.MAX_VALUE)),
                Arbitraries.just(null));
        return depth == 0
                ? plain
                : Arbitraries.oneOf(
                        plain,
                        values(depth - 1).list().ofMaxSize(3),
                        Arbitraries.maps(AnyEvent.text(), values(depth - 1)).ofMaxSize(3));
    }
}
