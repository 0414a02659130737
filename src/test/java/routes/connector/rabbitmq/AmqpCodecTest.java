package routes.connector.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.impl.LongStringHelper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import routes.connector.HeaderEnvelope;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.event.OutboundMessage;
import routes.model.RabbitSourceSpec.KeyFrom;

class AmqpCodecTest {

    private final AmqpEncoder encoder = new AmqpEncoder(QueueOrExchange.exchange("vip"));

    @Test
    void carriesAllByteValuesInBodyKeyAndHeaders() {
        Bytes all = Bytes.of(allBytes());
        Event event = new Event(all, all, Headers.received(List.of(new Header("raw", all))));
        assertThat(returned(event)).isEqualTo(event);
    }

    @Test
    void tellsATombstoneFromAnEmptyBody() {
        Event tombstone = new Event(Bytes.absent(), Bytes.ofText("k"), Headers.none());
        Event empty = new Event(Bytes.of(new byte[0]), Bytes.of(new byte[0]), Headers.none());
        assertThat(returned(tombstone)).isEqualTo(tombstone);
        assertThat(returned(empty)).isEqualTo(empty);
    }

    @Test
    void carriesFiftyHeaders() {
        List<Header> headers = IntStream.range(0, 50)
                .mapToObj(i -> header("name-" + i, "välue " + i))
                .toList();
        assertThat(returned(headers)).containsExactlyInAnyOrderElementsOf(headers);
    }

    @Test
    void packsWhatDoesNotFitAndKeepsTheOrderOfDuplicates() {
        List<Header> headers = List.of(
                header("twice", "1"),
                header("twice", "2"),
                new Header("absent", Bytes.absent()),
                header("ü".repeat(128), "a long name"),
                header("", "no name"),
                header("CC", "would steer the broker"),
                header("BCC", "so would this"),
                header("x-death", "and this"),
                header("hub-key", "not the key"),
                header("with\0 odd\n:chars/$", "v"));
        assertThat(returned(headers)).containsExactlyInAnyOrderElementsOf(headers);
        assertThat(returned(headers).stream()
                        .filter(header -> header.name().equals("twice"))
                        .map(header -> header.value().toString()))
                .containsExactly("1", "2");
        assertThat(written(headers).getHeaders())
                .containsKey(HeaderEnvelope.HEADERS)
                .doesNotContainKeys("CC", "BCC", "x-death", "hub-key");
    }

    @Test
    void keepsTheOrderOfOneNameWhereTheFirstHasNoValue() {
        List<Header> headers = List.of(new Header("twice", Bytes.absent()), header("twice", "2"), header("once", "1"));

        assertThat(returned(headers).stream()
                        .filter(header -> header.name().equals("twice"))
                        .map(Header::value))
                .containsExactly(Bytes.absent(), Bytes.ofText("2"));
    }

    @Test
    void leavesHeadersThatSteerBehind() {
        Map<String, Object> table = new HashMap<>();
        table.put("CamelSpringRabbitmqExchangeOverrideName", "other");
        table.put("cAMELspringRabbitmqRoutingOverrideKey", "other");
        table.put("kafka.OVERRIDE_TOPIC", "other");
        table.put("kept", "yes");
        assertThat(read(new BasicProperties.Builder().headers(table).build(), KeyFrom.HEADER)
                        .headers())
                .containsExactly(header("kept", "yes"));
    }

    @Test
    void carriesStandardPropertiesAsHeadersOfTheirNames() {
        List<Header> headers = List.of(
                header("content-type", "application/json"),
                header("content-encoding", "gzip"),
                header("message-id", "m-1"),
                header("correlation-id", "c-1"),
                header("type", "order"),
                header("app-id", "shop"),
                header("reply-to", "answers"),
                header("priority", "7"),
                header("timestamp", "2026-01-02T03:04:05Z"));
        BasicProperties properties = written(headers);
        assertThat(properties.getHeaders()).isEmpty();
        assertThat(properties.getContentType()).isEqualTo("application/json");
        assertThat(properties.getDeliveryMode()).isEqualTo(2);
        assertThat(properties.getTimestamp()).isEqualTo(Date.from(Instant.parse("2026-01-02T03:04:05Z")));
        assertThat(returned(headers)).containsExactlyElementsOf(headers);
    }

    @Test
    void keepsAsHeadersWhatThePropertyCannotHoldOrMustNotSet() {
        List<Header> headers = List.of(
                header("priority", "300"),
                header("timestamp", "yesterday"),
                header("message-id", "m".repeat(256)),
                header("expiration", "1"),
                header("user-id", "admin"),
                header("reply-to", "amq.rabbitmq.reply-to"),
                new Header("type", Bytes.of(new byte[] {(byte) 0xff})));
        BasicProperties properties = written(headers);
        assertThat(properties.getExpiration()).isNull();
        assertThat(properties.getUserId()).isNull();
        assertThat(properties.getHeaders()).hasSize(7);
        assertThat(returned(headers)).containsExactlyInAnyOrderElementsOf(headers);
    }

    @Test
    void makesTextOfTypedHeadersAndDropsThoseOfTheBroker() {
        Map<String, Object> table = new HashMap<>();
        table.put("int", 7);
        table.put("bool", true);
        table.put("date", new Date(1000));
        table.put("table", Map.of("a", List.of(1, LongStringHelper.asLongString("x"))));
        table.put("nothing", null);
        table.put("x-death", List.of(Map.of("count", 1L)));
        table.put("x-first-death-queue", LongStringHelper.asLongString("q"));
        table.put("x-delivery-count", 3);
        assertThat(read(new BasicProperties.Builder().headers(table).build(), KeyFrom.HEADER)
                        .headers())
                .containsExactlyInAnyOrder(
                        header("int", "7"),
                        header("bool", "true"),
                        header("date", "1970-01-01T00:00:01Z"),
                        header("table", "{\"a\":[1,\"x\"]}"),
                        new Header("nothing", Bytes.absent()));
    }

    @Test
    void takesTheKeyFromWhereTheRouteSays() {
        BasicProperties properties = new BasicProperties.Builder()
                .headers(Map.of(HeaderEnvelope.KEY, LongStringHelper.asLongString("of the header")))
                .build();
        assertThat(read(properties, KeyFrom.HEADER).key()).isEqualTo(Bytes.ofText("of the header"));
        assertThat(read(properties, KeyFrom.ROUTING_KEY).key()).isEqualTo(Bytes.ofText("routing.key"));
    }

    @Test
    void routesByTheParcelThenByTheKeyAndToAQueueByItsName() {
        Event event = Event.of(new byte[0]).withKey(Bytes.ofText("the key"));
        assertThat(encoder.encode(new OutboundMessage(event, Map.of("routingKey", "rk")))
                        .routingKey())
                .isEqualTo("rk");
        assertThat(encoder.encode(new OutboundMessage(event, Map.of())).routingKey())
                .isEqualTo("the key");
        assertThat(encoder.encode(new OutboundMessage(Event.of(new byte[0]), Map.of()))
                        .routingKey())
                .isEmpty();
        assertThat(new AmqpEncoder(QueueOrExchange.queue("orders"))
                        .encode(new OutboundMessage(event, Map.of()))
                        .routingKey())
                .isEqualTo("orders");
    }

    private BasicProperties written(List<Header> headers) {
        return encoder.encode(
                        new OutboundMessage(Event.of(new byte[0]).withHeaders(Headers.received(headers)), Map.of()))
                .properties();
    }

    private List<Header> returned(List<Header> headers) {
        List<Header> returned = new ArrayList<>();
        returned(Event.of(new byte[0]).withHeaders(Headers.received(headers)))
                .headers()
                .forEach(returned::add);
        return returned;
    }

    /** Written and read again, with text in the type that the client gives it. */
    private Event returned(Event event) {
        AmqpMessage message = encoder.encode(new OutboundMessage(event, Map.of()));
        Map<String, Object> table = new HashMap<>();
        message.properties()
                .getHeaders()
                .forEach((name, value) -> table.put(
                        name, value instanceof String ? LongStringHelper.asLongString((String) value) : value));
        return new AmqpDecoder(KeyFrom.HEADER)
                .decode(new Delivery(
                        new Envelope(1, false, "", message.routingKey()),
                        message.properties().builder().headers(table).build(),
                        message.body()));
    }

    private static Event read(BasicProperties properties, KeyFrom keyFrom) {
        return new AmqpDecoder(keyFrom)
                .decode(new Delivery(new Envelope(1, false, "", "routing.key"), properties, new byte[0]));
    }

    private static Header header(String name, String value) {
        return new Header(name, Bytes.ofText(value));
    }

    private static byte[] allBytes() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }
}
