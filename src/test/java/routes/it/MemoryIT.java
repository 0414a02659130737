package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Headers;
import routes.testkit.EmbeddedKafka;
import routes.testkit.HubProcess;
import routes.testkit.KafkaProbe;
import routes.testkit.Probe;
import routes.testkit.TestHome;

/** Events that need more memory than the hub has. */
class MemoryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Without the options of the start script, such as that the JVM ends by itself when memory is used up. */
    private static final List<String> SMALL = List.of("-Xmx96m", "-XX:TieredStopAtLevel=1");

    private static final String HUNGRY =
            "string-length(string-join((1 to xs:integer(/n)) ! 'aaaaaaaaaaaaaaaaaaaaaaaa','')) > 0";

    @TempDir
    private Path home;

    private final Set<String> arrived = new HashSet<>();

    @Test
    void endsWhenMemoryIsUsedUpAndLosesNoEventForIt() throws IOException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            List.of("in", "out", "dead").forEach(topic -> kafka.createTopic("memory." + topic, 1));
            TestHome files = new TestHome(home)
                    .with("hub.yaml", "connections: { kafka: { kafka: { brokers: \"" + kafka.bootstrap() + "\" } } }\n")
                    .with("routes/memory.yaml", route("filter: { xpath: \"" + HUNGRY + "\" }"));
            try (HubProcess hub = HubProcess.start(home, SMALL).awaitReady();
                    Probe in = new KafkaProbe(kafka.bootstrap(), "memory.in")) {
                // when
                in.send(IntStream.range(0, 100).mapToObj(i -> event(i, 1)).toList());
                in.send(List.of(event(100, 300_000_000)));
                in.send(IntStream.range(101, 200).mapToObj(i -> event(i, 1)).toList());
                // then
                await().atMost(PATIENCE).until(() -> !hub.isAlive());
                assertThat(hub.exitCode()).isEqualTo(3);
                assertThat(Files.readString(hub.output())).contains("Out of memory: the process ends.");
            }
            // when it is started again with a route that does without
            files.with("routes/memory.yaml", route("filter: { xpath: \"/n > 0\" }"));
            try (HubProcess hub = HubProcess.start(home, HubProcess.SHORT_LIVED).awaitReady();
                    Probe out = new KafkaProbe(kafka.bootstrap(), "memory.out");
                    Probe dead = new KafkaProbe(kafka.bootstrap(), "memory.dead")) {
                // then
                assertThat(hub.isAlive()).isTrue();
                await().atMost(PATIENCE).until(() -> {
                    arrived.addAll(out.receive(1, Duration.ofSeconds(1)).stream()
                            .map(event -> event.key().toString())
                            .toList());
                    return arrived.size() == 200;
                });
                assertThat(dead.receive(1, Duration.ofSeconds(2))).isEmpty();
            }
        }
    }

    private static String route(String step) {
        return """
                routes:
                  memory:
                    from: { kafka: { topic: memory.in } }
                    steps: [ { %s } ]
                    to: { kafka: { topic: memory.out } }
                    deadLetter: { kafka: { topic: memory.dead } }
                """.formatted(step);
    }

    private static Event event(int number, int size) {
        return new Event(Bytes.ofText("<n>" + size + "</n>"), Bytes.ofText("key-" + number), Headers.none());
    }
}
