package routes.connector.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.impl.LongStringHelper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import routes.connector.HeaderEnvelope;
import routes.connector.RecordedSend;
import routes.connector.aws.AwsAttribute;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.model.CloudEventsMode;
import routes.model.RabbitSourceSpec.KeyFrom;

class AmqpCodecTest {

    private final AmqpEncoder encoder =
            new AmqpEncoder(QueueOrExchange.exchange("vip"), ExchangeType.BY_ROUTING_KEY, CloudEventsMode.KEEP);

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
        table.put("kept", LongStringHelper.asLongString("yes"));
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
        assertThat(returned(headers).stream().map(header -> new Header(header.name(), header.value())))
                .containsExactlyInAnyOrderElementsOf(headers);
    }

    @Test
    void givesOtherBrokersTheTextOfTypedHeadersAndNoneOfAQueue() {
        Map<String, Object> table = new HashMap<>();
        table.put("int", 7);
        table.put("bool", true);
        table.put("date", new Date(1000));
        table.put("table", Map.of("a", List.of(1, LongStringHelper.asLongString("x"))));
        table.put("nothing", null);
        table.put("text", LongStringHelper.asLongString("t"));
        table.put("x-death", List.of(Map.of("count", 1L)));
        table.put("x-first-death-queue", LongStringHelper.asLongString("q"));
        table.put("x-delivery-count", 3);
        table.put("x-acquired-count", 4);
        table.put("x-stream-offset", 5L);
        assertThat(read(new BasicProperties.Builder().headers(table).build(), KeyFrom.HEADER).headers().stream()
                        .map(header -> new Header(header.name(), header.value())))
                .containsExactlyInAnyOrder(
                        header("int", "7"),
                        header("bool", "true"),
                        header("date", "1970-01-01T00:00:01Z"),
                        header("table", "{\"a\":[1,\"x\"]}"),
                        header("text", "t"),
                        new Header("nothing", Bytes.absent()));
    }

    @Test
    void givesEachHeaderBackWithTheTypeThatItCameWith() {
        Map<String, Object> table = new HashMap<>();
        table.put("byte", (byte) -1);
        table.put("short", (short) 300);
        table.put("int", 7);
        table.put("long", Long.MIN_VALUE);
        table.put("float", 1.5f);
        table.put("double", Double.NaN);
        table.put("decimal", new BigDecimal("-1.50"));
        table.put("true", true);
        table.put("time", new Date(1000));
        table.put("nothing", null);
        table.put("text", LongStringHelper.asLongString("ü"));
        table.put("bytes that are text", "text".getBytes(StandardCharsets.UTF_8));
        table.put("text that is none", LongStringHelper.asLongString(new byte[] {(byte) 0xff}));
        table.put("list", Arrays.asList(1, null, List.of((short) 2), Map.of("deep", List.of(new Date(0), true))));
        table.put("table", Map.of("a", Map.of("b", (byte) 3)));
        AmqpProperties.NAMES.forEach(name -> table.put(name, LongStringHelper.asLongString("1")));
        table.put("priority", 5);
        BasicProperties came = new BasicProperties.Builder()
                .headers(table)
                .type("of the property")
                .priority(9)
                .timestamp(new Date(5_000))
                .build();

        AmqpMessage left = encoder.encode(RecordedSend.of(read(came, KeyFrom.HEADER), Map.of()));

        Map<String, Object> written = new HashMap<>(left.properties().getHeaders());
        table.put("text", "ü"); // a text leaves as a long string, too
        AmqpProperties.NAMES.forEach(name -> table.put(name, "1"));
        table.put("priority", 5);
        assertThat(written).containsExactlyInAnyOrderEntriesOf(table);
        assertThat(List.of(
                        left.properties().getType(),
                        left.properties().getPriority(),
                        left.properties().getTimestamp()))
                .isEqualTo(List.of(came.getType(), came.getPriority(), came.getTimestamp()));
    }

    @Test
    void givesAPackedHeaderBackWithItsTypeToo() {
        List<Object> values = List.of(
                (byte) -1,
                (short) 300,
                7,
                Long.MIN_VALUE,
                1.5f,
                -2.5e300,
                new BigDecimal("-1.50"),
                true,
                new Date(1000),
                LongStringHelper.asLongString(new byte[] {(byte) 0xff}));
        List<Header> headers = new ArrayList<>(List.of(header("twice", "the first")));
        values.forEach(value -> headers.add(AmqpValue.header("twice", value)));
        headers.add(AmqpValue.header("CC", "a".getBytes(StandardCharsets.UTF_8)));
        headers.add(AmqpValue.header("BCC", 7));
        AwsAttribute number = new AwsAttribute("Number", Bytes.ofText("1e3"));
        headers.add(new Header("twice", number.value(), Optional.of(number)));

        List<Header> returned = returned(headers);

        assertThat(returned.stream().map(AmqpValue::ofTable).toList())
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                .isEqualTo(headers.stream().map(AmqpValue::ofTable).toList());
        assertThat(returned)
                .extracting(Header::value)
                .isEqualTo(headers.stream().map(Header::value).toList());
    }

    @Test
    void givesAPackedListBackAsItsText() {
        List<Header> headers = List.of(AmqpValue.header("CC", List.of(1, true)));

        assertThat(returned(headers)).containsExactly(header("CC", "[1,true]"));
    }

    @Test
    void keepsAsItCameAHeaderOfTheNameThatTheHubDidNotWrite() {
        for (Object foreign :
                List.of(7, List.of(List.of("a")), new byte[] {-1}, LongStringHelper.asLongString(new byte[] {-1}))) {
            BasicProperties properties = new BasicProperties.Builder()
                    .headers(Map.of(HeaderEnvelope.HEADERS, foreign))
                    .build();

            assertThat(read(properties, KeyFrom.HEADER).headers())
                    .containsExactly(AmqpValue.header(HeaderEnvelope.HEADERS, foreign));
        }
    }

    @Test
    void leavesOutPackedTypesThatAmqpDoesNotHaveForTheValue() {
        for (String type : List.of("", "INT", "list", "int", "byte", "boolean", "decimal", "timestamp", "double")) {
            String packed = "[[\"a\",\"MWUtOTk5eA==\",\"" + type + "\"]]";
            BasicProperties properties = new BasicProperties.Builder()
                    .headers(Map.of(HeaderEnvelope.HEADERS, LongStringHelper.asLongString(packed)))
                    .build();

            assertThat(read(properties, KeyFrom.HEADER).headers()).containsExactly(header("a", "1e-999x"));
        }
    }

    @Test
    void givesNumbersAndBytesOfOtherBrokersTheTypeThatAmqpHas() {
        assertThat(ofSqs("Number", "7")).isEqualTo(7L);
        assertThat(ofSqs("Number.int", "-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(ofSqs("Number", "1e3")).isEqualTo(1000L);
        assertThat(ofSqs("Number", "1.50")).isEqualTo(new BigDecimal("1.50"));
        assertThat(ofSqs("Number", "9223372036854775808")).isEqualTo("9223372036854775808");
        assertThat(ofSqs("Number", "1.5000000000")).isEqualTo("1.5000000000");
        assertThat(ofSqs("Number", "seven")).isEqualTo("seven");
        assertThat(ofSqs("String.Json", "[1]")).isEqualTo("[1]");
        assertThat(ofSqs("Binary.gif", "text")).isEqualTo("text".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void givesAnEventWithoutATimestampTheTimeThatItsSourceKnows() {
        Instant time = Instant.parse("2026-01-02T03:04:05.678Z");
        Event plain = Event.of(new byte[0]);
        Event own = plain.withHeaders(Headers.none().with("timestamp", "yesterday"));

        assertThat(encoder.encode(RecordedSend.of(plain, time)).properties().getTimestamp())
                .isEqualTo(Date.from(time));
        assertThat(encoder.encode(RecordedSend.of(own, time)).properties().getTimestamp())
                .isNull();
        assertThat(encoder.encode(RecordedSend.of(plain, Instant.EPOCH.minusSeconds(1)))
                        .properties()
                        .getTimestamp())
                .isNull();
    }

    private Object ofSqs(String type, String value) {
        AwsAttribute attribute = new AwsAttribute(type, Bytes.ofText(value));
        return written(List.of(new Header("h", attribute.value(), Optional.of(attribute))))
                .getHeaders()
                .get("h");
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
        assertThat(encoder.encode(RecordedSend.of(event, Map.of("routingKey", "rk")))
                        .routingKey())
                .isEqualTo("rk");
        assertThat(encoder.encode(RecordedSend.of(event, Map.of())).routingKey())
                .isEqualTo("the key");
        assertThat(encoder.encode(RecordedSend.of(Event.of(new byte[0]), Map.of()))
                        .routingKey())
                .isEmpty();
        assertThat(new AmqpEncoder(QueueOrExchange.queue("orders"), ExchangeType.BY_ROUTING_KEY, CloudEventsMode.KEEP)
                        .encode(RecordedSend.of(event, Map.of()))
                        .routingKey())
                .isEqualTo("orders");
    }

    private BasicProperties written(List<Header> headers) {
        return encoder.encode(RecordedSend.of(Event.of(new byte[0]).withHeaders(Headers.received(headers)), Map.of()))
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
        AmqpMessage message = encoder.encode(RecordedSend.of(event, Map.of()));
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
