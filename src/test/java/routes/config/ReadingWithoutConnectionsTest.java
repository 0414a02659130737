package routes.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.model.HubDefinition;
import routes.model.RouteSpec;
import routes.testkit.TestHome;

/** How the sandbox reads HUB_HOME. */
class ReadingWithoutConnectionsTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("PREFIX", "live", "PASSWORD", "s3cr3t", "BROKERS", "a:1");

    @TempDir
    private Path home;

    private final ConfigReader reader = new ConfigReader(name -> Optional.ofNullable(ENVIRONMENT.get(name)));

    @BeforeEach
    void write() {
        new TestHome(home).with("hub.yaml", """
                connections:
                  kafka: { kafka: { brokers: "${env:BROKERS}" } }
                  rabbit: { rabbitmq: { addresses: "a:1", username: hub, password: "${env:PASSWORD}" } }
                defaults: { deadLetter: { kafka: { topic: "${env:PREFIX}.${env:SUFFIX:dead}" } } }
                """).with("routes/orders.yaml", """
                routes:
                  orders: { from: { kafka: { topic: a } }, to: { rabbitmq: { exchange: b } } }
                """);
    }

    @Test
    void handsOnTheValuesOfTheDefaultsAndNoSecret() {
        assertThat(reader.placeholdersOfDefaults(home))
                .isEqualTo(Map.of("env:PREFIX", "live", "env:SUFFIX:dead", "dead"));
    }

    @Test
    void readsTheSameRoutesAsTheHub() {
        ReadResult reading = ConfigReader.withoutConnections(reader.placeholdersOfDefaults(home))
                .read(home);
        Optional<Map<String, RouteSpec>> hub = reader.read(home).definition().map(HubDefinition::routes);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.definition().map(HubDefinition::connections)).contains(Map.of());
        assertThat(reading.definition()
                        .orElseThrow()
                        .routes()
                        .get("orders")
                        .deadLetter()
                        .label())
                .isEqualTo("kafka:live.dead");
        assertThat(reading.definition().orElseThrow().routes().keySet())
                .isEqualTo(hub.orElseThrow().keySet());
    }

    @Test
    void looksAtNoFileAndNoEnvironmentByItself() {
        ReadResult reading = ConfigReader.withoutConnections(Map.of()).read(home);

        assertThat(reading.problems())
                .extracting(Object::toString)
                .contains(
                        "hub.yaml:4:43: defaults.deadLetter.kafka.topic: the value of a placeholder is not known here");
        assertThat(reading.secrets()).isEmpty();
    }
}
