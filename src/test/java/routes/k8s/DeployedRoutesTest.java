package routes.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.config.ConfigReader;
import routes.config.ReadResult;
import routes.model.RouteSpec;
import routes.pipeline.Pipeline;
import routes.pipeline.RouteTestRunner;

/** The HUB_HOME that a pod gets is one that the hub takes, and its routes do what their examples say. */
class DeployedRoutesTest {

    private static final String SECRETS = "/run/secrets/hub";
    private static final Map<String, String> ENVIRONMENT =
            Map.of("KAFKA_BROKERS", "kafka:9093", "RABBIT_ADDRESSES", "rabbitmq:5671", "AWS_REGION", "eu-west-1");

    @Test
    void theBaseIsAHubWithoutRoutes() throws IOException {
        ReadResult reading = read(ManifestsTest.home(Path.of("k8s/base")));

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.definition().orElseThrow().routes()).isEmpty();
    }

    @Test
    void theRoutesOfTheExampleAreSoundAndPassTheirTests(@TempDir Path secrets) throws IOException {
        Path home = ManifestsTest.home(Path.of("k8s/overlays/example"));
        Files.writeString(secrets.resolve("kafka-password"), "one");
        Files.writeString(secrets.resolve("rabbit-password"), "two");
        Path hub = home.resolve("hub.yaml");
        Files.writeString(hub, Files.readString(hub).replace(SECRETS, secrets.toString()));

        ReadResult reading = read(home);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.definition().orElseThrow().routes()).hasSize(3).allSatisfy((name, spec) -> {
            Pipeline.Compiled compiled =
                    Pipeline.compile(spec, reading.definition().orElseThrow().files());
            assertThat(compiled.problems()).isEmpty();
            assertThat(spec.tests()).isNotEmpty();
            assertThat(differences(spec, compiled.pipeline().orElseThrow())).isEmpty();
        });
    }

    private static ReadResult read(Path home) {
        return new ConfigReader(name -> Optional.ofNullable(ENVIRONMENT.get(name))).read(home);
    }

    private static List<String> differences(RouteSpec spec, Pipeline pipeline) {
        RouteTestRunner examples = new RouteTestRunner(spec, pipeline);
        return spec.tests().stream()
                .flatMap(test -> examples.differences(test).stream())
                .toList();
    }
}
