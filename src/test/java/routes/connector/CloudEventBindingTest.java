package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import routes.model.CloudEventsMode;

/** The SDK of CloudEvents for Java reads what the hub writes, and the hub reads what the SDK writes. */
class CloudEventBindingTest {

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

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{\"id\":{}}", "{\"data_base64\":\"?\"}"})
    void aDocumentThatIsNoneStaysAsItIs(String document) {
        Event event = structured(document);

        assertThat(new CloudEventBinding("ce_", CloudEventsMode.BINARY).of(event))
                .isEqualTo(event);
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
