package routes.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.compile.CompiledConfiguration;
import routes.compile.ResolvedRoute;
import routes.config.ConfigReader;
import routes.config.ReadResult;
import routes.testkit.TestHome;

class ConfigurationWatcherTest {

    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int SWAPS = Integer.getInteger("swaps", 20);
    private static final String HUB = """
            connections: { kafka: { kafka: { brokers: "localhost:9092" } } }
            defaults: { deadLetter: { kafka: { topic: dead } } }
            """;

    private final List<CompiledConfiguration> seen = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private Path home;
    private ConfigurationWatcher watch;

    @BeforeEach
    void begin() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
    }

    @AfterEach
    void end() {
        watch.close();
    }

    private void watch() {
        ConfigReader reader = new ConfigReader(name -> Optional.empty());
        ReadResult reading = reader.read(home);
        watch = new ConfigurationWatcher(
                reader, home, reading, INTERVAL, now -> seen.add(CompiledConfiguration.of(now)));
        watch.begin();
    }

    private static String route(String name, String topic) {
        return "routes: { " + name + ": { from: { kafka: { topic: a } }, to: { kafka: { topic: " + topic + " } } } }\n";
    }

    @Test
    void takesUpWhatIsWritten() {
        new TestHome(home).with("hub.yaml", HUB).with("routes/a.yaml", route("a", "b"));
        watch();

        new TestHome(home).with("routes/c.yaml", route("c", "d"));

        await().until(() -> seen.size() == 1);
        assertThat(seen.get(0).resolvedRoutes()).containsOnlyKeys("a", "c");
    }

    @Test
    void tellsNothingWhereTheSameIsWrittenAgain() {
        TestHome written = new TestHome(home).with("hub.yaml", HUB).with("routes/a.yaml", route("a", "b"));
        watch();

        written.with("routes/a.yaml", route("a", "b"));
        written.with("routes/z.yaml", route("z", "b"));

        await().until(() -> seen.size() == 1);
        assertThat(seen.get(0).resolvedRoutes()).containsOnlyKeys("a", "z");
    }

    @Test
    void takesUpASecretThatWasRotated() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "first");
        new TestHome(home)
                .with("hub.yaml", """
                        connections:
                          rabbit: { rabbitmq: { addresses: "localhost:5672", username: hub, password: "${file:%s}" } }
                        defaults: { deadLetter: { rabbitmq: { queue: dead } } }
                        """.formatted(secret))
                .with(
                        "routes/a.yaml",
                        "routes: { a: { from: { rabbitmq: { queue: a } }, to: { rabbitmq: { queue: b } } } }");
        ConfigReader reader = new ConfigReader(name -> Optional.empty());
        ResolvedRoute before =
                CompiledConfiguration.of(reader.read(home)).resolvedRoutes().get("a");
        watch();

        Files.writeString(secret, "second");

        await().until(() -> seen.size() == 1);
        assertThat(seen.get(0).resolvedRoutes().get("a")).isNotEqualTo(before);
    }

    /** As Kubernetes does it: hidden folders, and a link that is swapped. How long each took is listed in a file. */
    @Test
    void followsAMountedConfigMap() throws IOException {
        publish(0);
        Files.createSymbolicLink(home.resolve("hub.yaml"), Path.of("..data", "hub.yaml"));
        Files.createDirectory(home.resolve("routes"));
        Files.createSymbolicLink(home.resolve("routes/a.yaml"), Path.of("..", "..data", "a.yaml"));
        watch();

        List<Duration> took = new ArrayList<>();
        for (int swap = 1; swap <= SWAPS; swap++) {
            int expected = swap;
            long start = System.nanoTime();
            publish(swap);
            await().pollInterval(Duration.ofMillis(5)).until(() -> seen.size() == expected);
            took.add(Duration.ofNanos(System.nanoTime() - start));
            assertThat(seen.get(swap - 1)
                            .resolvedRoutes()
                            .get("a")
                            .spec()
                            .to()
                            .orElseThrow()
                            .get(0)
                            .label())
                    .isEqualTo("kafka:b" + swap);
        }
        Files.write(
                Path.of("target/swaps.txt"),
                took.stream()
                        .sorted(Comparator.reverseOrder())
                        .map(each -> each.toMillis() + " ms of " + INTERVAL.toMillis())
                        .toList());
    }

    private void publish(int version) throws IOException {
        Path next = Files.createDirectory(home.resolve("..version-" + version));
        Files.writeString(next.resolve("hub.yaml"), HUB);
        Files.writeString(next.resolve("a.yaml"), route("a", "b" + version));
        Path link = Files.createSymbolicLink(home.resolve("..data_tmp"), next.getFileName());
        Files.move(link, home.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
