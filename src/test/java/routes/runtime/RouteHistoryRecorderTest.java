package routes.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.compile.CompiledConfiguration;
import routes.config.ConfigReader;
import routes.config.RouteSource;
import routes.state.RouteHistory;
import routes.testkit.TestHome;

class RouteHistoryRecorderTest {

    @TempDir
    Path home;

    @Test
    void readsAFileOfManyRoutesOnceForAllOfThem() {
        String many = IntStream.range(0, 1_000)
                .mapToObj(i -> "  route-" + i + ":\n    from: { kafka: { topic: from-" + i
                        + " } }\n    to: { kafka: { topic: to-" + i + " } }\n")
                .collect(Collectors.joining("", "routes:\n", ""));
        new TestHome(home).with("hub.yaml", """
                        connections: { kafka: { kafka: { brokers: "localhost:9092" } } }
                        defaults: { deadLetter: { kafka: { topic: dead } } }
                        """).with("routes/many.yaml", many);
        CompiledConfiguration read = CompiledConfiguration.of(new ConfigReader(name -> Optional.empty()).read(home));
        RouteHistoryRecorder recorder = new RouteHistoryRecorder(new RouteHistory(Optional.empty()), Clock.systemUTC());
        // when
        String first = revision(recorder, "route-999", read);
        // then
        assertThat(first)
                .isEqualTo(RouteSource.revision(
                        "from: { kafka: { topic: from-999 } }\nto: { kafka: { topic: to-999 } }\n"))
                .isSameAs(revision(recorder, "route-999", read)); // equal texts of two readings would not be the same
    }

    private static String revision(RouteHistoryRecorder recorder, String route, CompiledConfiguration home) {
        return recorder.revision(route, home.resolvedRoutes().get(route), home);
    }
}
