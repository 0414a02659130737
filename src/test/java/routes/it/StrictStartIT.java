package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.testkit.HubProcess;
import routes.testkit.TestHome;

/** A strict hub with a broken file: it does not become ready until the file is mended, and says so in a log for machines. */
class StrictStartIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String BROKEN =
            "routes: { broken: { from: { kafak: { topic: a } }, to: { kafka: { topic: b } } } }\n";

    @Test
    void becomesReadyOnlyWithoutErrorsAndThenStaysReady(@TempDir Path folder) throws Exception {
        // given
        TestHome home = new TestHome(folder)
                .with("hub.yaml", """
                        connections: { kafka: { kafka: { brokers: "localhost:1" } } }
                        defaults: { deadLetter: { kafka: { topic: dead } } }
                        """)
                .with("routes/broken.yaml", BROKEN)
                .with(
                        "routes/sound.yaml",
                        "routes: { sound: { from: { kafka: { topic: a } }, to: { kafka: { topic: b } } } }\n");
        try (HubProcess hub = HubProcess.start(folder, Map.of("HUB_STRICT", "true", "HUB_LOG_FORMAT", "json"))) {
            // then
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(hub.health().orElse(""))
                            .contains("\"DOWN\"", "HUB_STRICT is on", "did you mean 'kafka'?", "sound"));
            // when
            home.with("routes/broken.yaml", "routes: {}\n");
            // then
            hub.awaitReady();
            // when
            home.with("routes/broken.yaml", BROKEN);
            // then
            await().atMost(SOON)
                    .until(() -> hub.metric("hub_config_problems", "severity", "error")
                                    .orElse(0)
                            == 1);
            assertThat(hub.health().orElse("")).contains("\"UP\"").doesNotContain("HUB_STRICT");
            await().atMost(SOON).until(() -> hub.operator().log().contains("Route waits for its source and targets"));
            assertFactsAreFields(Files.readAllLines(hub.output()));
        }
    }

    private static void assertFactsAreFields(List<String> output) throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (String line : output) {
            assertThat(json.readTree(line).path("message").asText())
                    .as(line)
                    .isNotEmpty()
                    .doesNotContain("problem=", "route=");
        }
        JsonNode refused = line(output, "Not ready, because HUB_STRICT is on");
        assertThat(refused.path("mdc").path("problems").asText()).contains("did you mean 'kafka'?");
        assertThat(output.stream().filter(text -> text.contains("Not ready, because")))
                .hasSize(1);
        assertThat(line(output, "Problem in HUB_HOME")
                        .path("mdc")
                        .path("problem")
                        .asText())
                .contains("routes/broken.yaml:1:");
        JsonNode waits = line(output, "Route waits for its source and targets");
        assertThat(waits.path("level").asText()).isEqualTo("WARN");
        assertThat(waits.path("mdc").path("route").asText()).isEqualTo("sound");
        assertThat(waits.path("mdc").path("problems").asText()).contains("localhost:1");
    }

    private static JsonNode line(List<String> output, String message) throws IOException {
        return new ObjectMapper()
                .readTree(output.stream()
                        .filter(text -> text.contains(message))
                        .findFirst()
                        .orElseThrow());
    }
}
