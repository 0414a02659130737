package routes.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.model.CloudEventsMode;

/** The SDK of CloudEvents for JavaScript reads what the hub writes, and the hub reads what the SDK writes. */
@EnabledIf(
        value = "isInstalled",
        disabledReason = "HUB_TEST_FAUXQS names no folder in which npm has installed cloudevents")
class CloudEventsJavaScriptTest {

    private static final Path TOOLS = Path.of(System.getenv().getOrDefault("HUB_TEST_FAUXQS", "none"));
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Event SENT = Event.of("{\"total\":1.5,\"name\":\"ü\"}".getBytes(StandardCharsets.UTF_8))
            .withHeaders(Headers.none()
                    .with("ce_specversion", "1.0")
                    .with("ce_id", "1 ü")
                    .with("ce_source", "/orders")
                    .with("ce_type", "order.placed")
                    .with("ce_subject", "ü/\"quoted\"")
                    .with("ce_time", "2026-01-02T03:04:05.678Z")
                    .with("ce_region", "eu")
                    .with("content-type", "application/json"));

    static boolean isInstalled() {
        return Files.isDirectory(TOOLS.resolve("node_modules/cloudevents"));
    }

    @Test
    void anEventIsReadAfterEachDirectionAndMode() throws Exception {
        // given
        List<Event> arrived = new ArrayList<>();
        for (CloudEventsMode mode : CloudEventsMode.values()) {
            for (String prefix : List.of("ce_", "cloudEvents:", "cloudEvents_")) {
                Event there = new CloudEventBinding(prefix, mode).of(SENT);
                for (CloudEventsMode back : CloudEventsMode.values()) {
                    arrived.add(new CloudEventBinding("ce_", back).of(there));
                }
            }
        }
        // when
        JsonNode answers = asked(arrived);
        // then
        ObjectNode expected = JSON.createObjectNode()
                .put("id", "1 ü")
                .put("source", "/orders")
                .put("type", "order.placed")
                .put("subject", "ü/\"quoted\"")
                .put("time", "2026-01-02T03:04:05.678Z")
                .put("region", "eu")
                .put("datacontenttype", "application/json");
        expected.set("data", JSON.readTree(SENT.body().toString()));
        assertThat(answers).hasSize(arrived.size());
        for (JsonNode answer : answers) {
            assertThat(answer.get("event")).isEqualTo(expected);
            assertThat(binary(answer.get("binary"))).isEqualTo(text(SENT));
            assertThat(binary(answer.get("structured"))).isEqualTo(text(SENT));
        }
    }

    /** The event in binary mode. */
    private static List<String> binary(JsonNode message) {
        List<Header> headers = new ArrayList<>();
        message.get("headers")
                .properties()
                .forEach(header -> headers.add(new Header(
                        header.getKey(), Bytes.ofText(header.getValue().asText()))));
        Event event = Event.of(Base64.getDecoder().decode(message.get("value").asText()))
                .withHeaders(Headers.received(headers));
        return text(new CloudEventBinding("ce_", CloudEventsMode.BINARY).of(event));
    }

    /** The SDK sends the content type as an attribute too. */
    private static List<String> text(Event event) {
        List<String> text = new ArrayList<>(event.headers().stream()
                .filter(header -> !header.name().equals("ce_datacontenttype"))
                .map(header -> header.name() + "=" + header.value())
                .sorted()
                .toList());
        text.add(event.body().toString());
        return text;
    }

    private static JsonNode asked(List<Event> events) throws Exception {
        ArrayNode question = JSON.createArrayNode();
        for (Event event : events) {
            ObjectNode message = question.addObject();
            ObjectNode headers = message.putObject("headers");
            event.headers()
                    .forEach(header -> headers.put(header.name(), header.value().toString()));
            message.put("value", Base64.getEncoder().encodeToString(event.body().array()));
        }
        Path script =
                Path.of("src/test/resources/cloudevents/read-and-write.js").toAbsolutePath();
        ProcessBuilder node = new ProcessBuilder("node", script.toString());
        node.environment().put("NODE_PATH", TOOLS.resolve("node_modules").toString());
        Process process = node.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        process.getOutputStream().write(JSON.writeValueAsBytes(question));
        process.getOutputStream().close();
        JsonNode answers = JSON.readTree(process.getInputStream());
        assertThat(process.waitFor()).isZero();
        return answers;
    }
}
