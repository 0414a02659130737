package routes.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.config.ReadResult;
import routes.model.HubDefinition;
import routes.model.KafkaConnection;
import routes.testkit.TestHome;

/** What the first run tells a newcomer holds. */
class SampleGuideTest {

    @Test
    void showsWhatFlowsWhere() {
        assertThat(RouteOverview.of(read(SampleHome.ORIGINAL).definition().orElseThrow()))
                .containsExactly(
                        "orders: kafka:orders -> validate -> filter .status != \"test\"",
                        "    .total > 1000   -> rabbitmq:vip",
                        "    .region == \"eu\" -> sns:eu-orders",
                        "    otherwise       -> sqs:standard-orders",
                        "standard-to-warehouse: sqs:standard-orders -> kafka:warehouse",
                        "vip-billing: rabbitmq:vip-orders -> transform -> headers -> kafka:billing",
                        "dead letters (what is broken or refused) -> kafka:orders.dead");
    }

    @Test
    void offersARouteThatIsSoundAndPassesItsTests(@TempDir Path home) throws IOException {
        copy(SampleHome.ORIGINAL, home);
        new TestHome(home)
                .with("routes/large-bills.yaml", Files.readString(SampleGuide.SAMPLE.resolve("large-bills.yaml")));

        CompiledConfiguration compiled = CompiledConfiguration.of(read(home));

        assertThat(compiled.problems()).isEmpty();
        assertThat(compiled.examples().get("large-bills"))
                .hasSize(2)
                .allSatisfy(example -> assertThat(example.differences()).isEmpty());
    }

    @Test
    void fitsIntoATerminalAndNamesFilesThatAreThere() {
        List<String> lines = SampleGuide.lines(
                read(SampleHome.ORIGINAL).definition().orElseThrow(),
                Path.of("target", "hub"),
                "http://127.0.0.1:18080/api/v1",
                "http://127.0.0.1:19000/q",
                Path.of("/tmp/hub-1234567890123456789.log"));

        assertThat(lines)
                .hasSizeLessThan(27)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(lines.stream()
                        .flatMap(line -> Stream.of(line.split("[ =:]")))
                        .filter(word -> word.startsWith("src/") || word.startsWith("bin/"))
                        .distinct())
                .hasSize(3)
                .allSatisfy(path -> assertThat(Path.of(path)).exists());
    }

    @Test
    void writesTheBrokersIntoAHomeThatKeepsWhatANewcomerAdds(@TempDir Path home) throws IOException {
        SampleHome.prepare(home, Map.of("KAFKA_BROKERS", "127.0.0.1:1"));
        new TestHome(home)
                .with("routes/large-bills.yaml", Files.readString(SampleGuide.SAMPLE.resolve("large-bills.yaml")));

        SampleHome.prepare(home, Map.of("KAFKA_BROKERS", "127.0.0.1:2"));

        HubDefinition definition = read(home).definition().orElseThrow();
        assertThat(SampleHome.isFree(home)).isTrue();
        assertThat(definition.routes()).containsKeys("orders", "large-bills");
        assertThat(definition.connections().get("kafka"))
                .asInstanceOf(InstanceOfAssertFactories.type(KafkaConnection.class))
                .extracting(KafkaConnection::brokers)
                .isEqualTo("127.0.0.1:2");
    }

    @Test
    void leavesAFolderAloneThatSomebodyElseHasFilled(@TempDir Path home) {
        new TestHome(home).with("hub.yaml", "connections: {}\n");

        assertThat(SampleHome.isFree(home)).isFalse();
        assertThat(SampleHome.isFree(home.resolve("nothing"))).isTrue();
    }

    private static ReadResult read(Path home) {
        return new ConfigReader(name -> Optional.empty()).read(home);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                new TestHome(to).with(from.relativize(file).toString(), Files.readString(file));
            }
        }
    }
}
