package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.event.TypedValue;
import routes.model.CloudEventsMode;

/** The SDK of CloudEvents for Java reads what the hub writes, and the hub reads what the SDK writes. */
class CloudEventBindingTest {

    private static final Charset UTF_32 = Charset.forName("UTF-32");

    private static final CloudEvent JSON = CloudEventBuilder.v1()
            .withId("1 ü")
            .withSource(URI.create("/orders?a=b"))
            .withType("order.placed")
            .withTime(OffsetDateTime.parse("2026-01-02T03:04:05.678Z"))
            .withSubject("ü/\"quoted\"")
            .withExtension("region", "eu")
            .withExtension("count", 7)
            .withExtension("vip", true)
            .withData(
                    "application/json",
                    "{\"total\": 1.50,\"big\":12345678901234567890}".getBytes(StandardCharsets.UTF_8))
            .build();

    private static final List<CloudEvent> EVENTS = List.of(
            JSON,
            CloudEventBuilder.from(JSON).withoutData().build(),
            CloudEventBuilder.from(JSON)
                    .withData("text/plain", "x \"y\" ü".getBytes(StandardCharsets.UTF_8))
                    .build(),
            CloudEventBuilder.from(JSON)
                    .withData("application/octet-stream", new byte[] {0, -1, 7})
                    .build(),
            CloudEventBuilder.from(JSON)
                    .withData("application/vnd.x+json", "\"text\"".getBytes(StandardCharsets.UTF_8))
                    .build());

    @Test
    void aBinaryEventOfKafkaIsReadAfterEachDirectionAndMode() {
        for (CloudEvent sent : EVENTS) {
            for (CloudEventsMode mode : CloudEventsMode.values()) {
                for (String prefix : List.of("ce_", "cloudEvents:", "cloudEvents_")) {
                    Event there = new CloudEventBinding(prefix, mode).of(written(sent));
                    Event back = new CloudEventBinding("ce_", CloudEventsMode.KEEP).of(there);

                    assertSame(read(back), sent);
                }
            }
        }
    }

    @Test
    void aStructuredEventIsReadAfterEachMode() {
        for (CloudEvent sent : EVENTS) {
            for (CloudEventsMode mode : CloudEventsMode.values()) {
                Event structured = new CloudEventBinding("ce_", CloudEventsMode.STRUCTURED).of(written(sent));

                assertSame(read(new CloudEventBinding("ce_", mode).of(structured)), sent);
            }
        }
    }

    @Test
    void aStructuredEventOfTheSdkPassesAsItIsAndBecomesBinary() {
        ProducerRecord<Void, byte[]> record =
                KafkaMessageFactory.createWriter("t").writeStructured(JSON, new JsonFormat());
        Event structured = event(record);

        assertThat(new CloudEventBinding("ce_", CloudEventsMode.KEEP).of(structured))
                .isEqualTo(structured);
        assertSame(read(new CloudEventBinding("ce_", CloudEventsMode.BINARY).of(structured)), JSON);
    }

    @Test
    void dataThatIsJsonKeepsEachByte() {
        String data = "{ \"b\" : 1.50, \"a\":1e2,\"ü\":[\"\\u00fc\\/\"] }";
        String document =
                "{\"data\" : " + data + " ,\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"t\"}";

        Event binary = new CloudEventBinding("ce_", CloudEventsMode.BINARY).of(structured(document));
        Event again = new CloudEventBinding("ce_", CloudEventsMode.STRUCTURED).of(binary);

        assertThat(binary.body()).hasToString(data);
        assertThat(binary.headers().text("content-type")).contains("application/json");
        assertThat(again.body().toString()).contains("\"data\":" + data);
    }

    private static final String REQUIRED = "\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":\"t\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"order\":1}",
                "{\"id\":\"1\",\"source\":\"/\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"source\":\"/\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"/\",\"type\":\"t\"}",
                "{\"specversion\":1.0,\"id\":\"1\",\"source\":\"/\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":7,\"source\":\"/\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/\",\"type\":null}",
                "{" + REQUIRED + ",\"x\":{}}",
                "{" + REQUIRED + ",\"data_base64\":\"?\"}",
                "{" + REQUIRED + ",\"data_base64\":1234}",
                "{" + REQUIRED + ",\"datacontenttype\":7}",
                "{" + REQUIRED + ",\"data\":1,\"data_base64\":\"YQ==\"}",
                "{" + REQUIRED + ",\"id\":\"2\"}",
                "{" + REQUIRED + "} junk",
                "{" + REQUIRED + "}{}",
                "{" + REQUIRED + ",\"x\":\"half a character: \\ud800\"}",
                "{" + REQUIRED + ",\"datacontenttype\":\"text/plain\",\"data\":\"\\ud800\"}"
            })
    void aDocumentThatIsNoneStaysAsItIs(String document) {
        Event event = structured(document);

        assertThat(new CloudEventBinding("ce_", CloudEventsMode.BINARY).of(event))
                .isEqualTo(event);
    }

    @Test
    void aDocumentThatIsNotInUtf8StaysAsItIs() {
        String document = "{" + REQUIRED + ",\"data\":{\"a\":1}}";
        for (Charset charset :
                List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, UTF_32)) {
            Event event = Event.of(document.getBytes(charset))
                    .withHeaders(structured("").headers());

            assertThat(new CloudEventBinding("ce_", CloudEventsMode.BINARY).of(event))
                    .isEqualTo(event);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "-1.50e3", "true", "[1, {\"a\" : null}]", "\"ü\"", "{ \"a\":\"😀\\ud800\" }"})
    void dataIsTakenOutByteByByteWhereverItStands(String data) {
        String large = "\"large\":\"" + "ü😀".repeat(20_000) + "\"";
        for (String document : List.of(
                "{\"data\":" + data + "," + REQUIRED + "}",
                "{" + REQUIRED + ",\"data\": " + data + " }",
                "\uFEFF{" + REQUIRED + ",\"data\":" + data + "}\n",
                "{" + REQUIRED + "," + large + ",\"data\":" + data + "}")) {
            assertThat(new CloudEventBinding("ce_", CloudEventsMode.BINARY)
                            .of(structured(document))
                            .body())
                    .hasToString(data);
        }
    }

    @Test
    void anAttributeThatIsNullIsAbsent() {
        Event event = new CloudEventBinding("ce_", CloudEventsMode.BINARY)
                .of(structured(
                        "{" + REQUIRED + ",\"data\":null,\"data_base64\":null,\"datacontenttype\":null,\"x\":null}"));

        assertThat(event.body().isPresent()).isFalse();
        assertThat(event.headers())
                .extracting(Header::name)
                .containsExactly("ce_specversion", "ce_id", "ce_source", "ce_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/json", "application/x+json"})
    void dataThatIsNoPlainJsonInUtf8ComesBackByteByByte(String type) {
        for (byte[] body : List.of(
                "\uFEFF{\"a\":1}".getBytes(StandardCharsets.UTF_8),
                "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE),
                "{\"a\":1}".getBytes(StandardCharsets.UTF_16BE),
                "{\"a\":1} junk".getBytes(StandardCharsets.UTF_8),
                "\"text\"".getBytes(StandardCharsets.UTF_8))) {
            Event sent =
                    cloudEvent(new Header("content-type", Bytes.ofText(type))).withBody(Bytes.of(body));

            Event structured = new CloudEventBinding("ce_", CloudEventsMode.STRUCTURED).of(sent);

            assertThat(structured.body().toString())
                    .contains("\"data_base64\":")
                    .doesNotContain("\u0000");
            assertThat(new CloudEventBinding("ce_", CloudEventsMode.BINARY)
                            .of(structured)
                            .body())
                    .isEqualTo(Bytes.of(body));
        }
    }

    @Test
    void aHeaderThatNoMemberCanRepresentStaysAHeader() {
        Header bytes = new Header("ce_bytes", Bytes.of(new byte[] {-1}));
        Header absent = new Header("ce_absent", Bytes.absent());
        Header empty = new Header("ce_subject", Bytes.ofText(""));

        Event structured = new CloudEventBinding("ce_", CloudEventsMode.STRUCTURED)
                .of(cloudEvent(bytes, absent, empty, new Header("content-type", Bytes.absent())));

        assertThat(structured.body()).hasToString("{" + REQUIRED + ",\"data_base64\":\"\"}");
        assertThat(structured.headers()).startsWith(bytes, absent, empty).hasSize(4);
    }

    @Test
    void anEventWhoseRequiredAttributesOrTypeAreNoTextStaysAsItIs() {
        Event type = cloudEvent(new Header("content-type", Bytes.of(new byte[] {-1})));
        Event id = Event.of(new byte[0])
                .withHeaders(Headers.none()
                        .with("ce_specversion", "1.0")
                        .with("ce_source", "/")
                        .with("ce_type", "t")
                        .and(List.of(new Header("ce_id", Bytes.of(new byte[] {-1})))));

        for (Event event : List.of(type, id)) {
            assertThat(new CloudEventBinding("ce_", CloudEventsMode.STRUCTURED).of(event))
                    .isEqualTo(event);
        }
    }

    @Test
    void anExtensionKeepsTheTypeThatJsonHasForIt() {
        Event event = cloudEvent(
                typed("int", "-2147483648", visitor -> visitor.number(new BigDecimal("-2147483648"))),
                typed("long", "2147483648", visitor -> visitor.number(new BigDecimal("2147483648"))),
                typed("other", "1e3", visitor -> visitor.number(new BigDecimal("1e3"))),
                typed("plus", "+7", visitor -> visitor.number(new BigDecimal("+7"))),
                typed("vip", "true", visitor -> visitor.truth(true)),
                typed("subject", "7", visitor -> visitor.number(new BigDecimal("7"))),
                new Header("ce_text", Bytes.ofText("7")));

        assertThat(new CloudEventBinding("ce_", CloudEventsMode.STRUCTURED)
                        .of(event)
                        .body())
                .hasToString("{" + REQUIRED
                        + ",\"int\":-2147483648,\"long\":\"2147483648\",\"other\":\"1e3\",\"plus\":\"+7\","
                        + "\"vip\":true,\"subject\":\"7\",\"text\":\"7\",\"data_base64\":\"\"}");
    }

    private static Header typed(String attribute, String text, Function<TypedValue.Visitor<?>, Object> seen) {
        return new Header("ce_" + attribute, Bytes.ofText(text), Optional.of(new TypedValue() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> T accept(Visitor<T> visitor) {
                return (T) seen.apply(visitor);
            }
        }));
    }

    private static Event cloudEvent(Header... more) {
        return Event.of(new byte[0])
                .withHeaders(Headers.none()
                        .with("ce_specversion", "1.0")
                        .with("ce_id", "1")
                        .with("ce_source", "/")
                        .with("ce_type", "t")
                        .and(List.of(more)));
    }

    @ParameterizedTest
    @EnumSource(CloudEventsMode.class)
    void anEventThatIsNoCloudEventStaysAsItIs(CloudEventsMode mode) {
        for (Headers headers : List.of(
                Headers.none(),
                Headers.none().with("ce_id", "1").with("ce_specversion", "1.0"),
                Headers.none().with("content-type", "application/json"))) {
            Event event = Event.of(new byte[] {1}).withHeaders(headers);

            assertThat(new CloudEventBinding("cloudEvents:", mode).of(event)).isEqualTo(event);
        }
    }

    @Test
    void aDocumentHasEachMemberOnce() {
        Event event = Event.of("{}".getBytes(StandardCharsets.UTF_8))
                .withHeaders(Headers.none()
                        .with("ce_id", "1")
                        .with("ce_datacontenttype", "text/plain")
                        .with("ce_source", "/")
                        .with("ce_type", "t")
                        .with("ce_data", "x")
                        .with("ce_specversion", "1.0")
                        .with("content-type", "application/json")
                        .and(List.of(new Header("ce_id", Bytes.ofText("2")))));

        Event structured = new CloudEventBinding("ce_", CloudEventsMode.STRUCTURED).of(event);

        assertThat(structured.body())
                .hasToString("{\"datacontenttype\":\"application/json\",\"id\":\"1\",\"source\":\"/\",\"type\":\"t\","
                        + "\"specversion\":\"1.0\",\"data\":{}}");
        assertThat(structured.headers()).extracting(Header::name).containsExactly("ce_data", "ce_id", "content-type");
    }

    @Test
    void attributesGetTheNamesOfTheTargetAndAllElseStays() {
        Event event = Event.of(new byte[0])
                .withHeaders(Headers.none()
                        .with("ce_id", "1")
                        .with("own", "x")
                        .with("ce_source", "/")
                        .with("ce_type", "t")
                        .with("ce_specversion", "1.0"));

        assertThat(new CloudEventBinding("cloudEvents:", CloudEventsMode.KEEP, "cloudEvents_")
                        .of(event)
                        .headers())
                .extracting(Header::name)
                .containsExactly(
                        "cloudEvents:id", "own", "cloudEvents:source", "cloudEvents:type", "cloudEvents:specversion");
    }

    private static Event structured(String document) {
        return Event.of(document.getBytes(StandardCharsets.UTF_8))
                .withHeaders(Headers.none().with("content-type", "application/cloudevents+json; charset=utf-8"));
    }

    private static Event written(CloudEvent event) {
        return event(KafkaMessageFactory.createWriter("t").writeBinary(event));
    }

    private static Event event(ProducerRecord<?, byte[]> record) {
        List<Header> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), Bytes.ofNullable(header.value()))));
        return new Event(Bytes.ofNullable(record.value()), Bytes.absent(), Headers.received(headers));
    }

    private static CloudEvent read(Event event) {
        RecordHeaders headers = new RecordHeaders();
        event.headers()
                .forEach(header -> headers.add(header.name(), header.value().arrayOrNull()));
        MessageReader reader =
                KafkaMessageFactory.createReader(headers, event.body().arrayOrNull());
        return reader.toEvent();
    }

    /** Attributes as text, since binary mode has no types, and data by what it means. */
    private static void assertSame(CloudEvent read, CloudEvent sent) {
        assertThat(attributes(read)).isEqualTo(attributes(sent));
        assertThat(data(read)).isEqualTo(data(sent));
    }

    private static Map<String, String> attributes(CloudEvent event) {
        Map<String, String> attributes = new TreeMap<>();
        event.getAttributeNames().forEach(name -> attributes.put(name, String.valueOf(event.getAttribute(name))));
        event.getExtensionNames().forEach(name -> attributes.put(name, String.valueOf(event.getExtension(name))));
        return attributes;
    }

    private static Object data(CloudEvent event) {
        if (event.getData() == null) {
            return "none";
        }
        byte[] bytes = event.getData().toBytes();
        boolean isJson = String.valueOf(event.getDataContentType()).endsWith("json");
        try {
            return isJson ? new ObjectMapper().readTree(new String(bytes, StandardCharsets.UTF_8)) : Bytes.of(bytes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
