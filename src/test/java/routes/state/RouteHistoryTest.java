package routes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.control.RouteEditing.Version;

class RouteHistoryTest {

    @TempDir
    private Path state;

    private static Version version(int number) {
        return new Version("r" + number, Instant.ofEpochMilli(number), "anna", "because " + number, "text " + number);
    }

    private static List<String> revisions(RouteHistory history) {
        return history.of("orders").stream().map(Version::revision).toList();
    }

    @Test
    void remembersOverAStart() {
        RouteHistory before = new RouteHistory(Optional.of(state));
        before.add("orders", version(1));
        before.add("orders", version(2));

        assertThat(new RouteHistory(Optional.of(state)).of("orders")).containsExactly(version(2), version(1));
    }

    @Test
    void keepsNoVersionTwiceInARow() {
        RouteHistory history = new RouteHistory(Optional.of(state));
        history.add("orders", version(1));
        history.add("orders", new Version("r1", Instant.ofEpochMilli(5), "file", "", "text 1"));

        assertThat(history.of("orders")).containsExactly(version(1));
    }

    @Test
    void keepsTheLastTwenty() throws IOException {
        RouteHistory history = new RouteHistory(Optional.of(state));
        for (int number = 1; number <= 25; number++) {
            history.add("orders", version(number));
        }

        assertThat(revisions(history)).hasSize(20).startsWith("r25", "r24").endsWith("r6");
        try (Stream<Path> files = Files.list(state.resolve("history/orders"))) {
            assertThat(files).hasSize(20);
        }
    }

    @Test
    void passesOverWhatItCannotRead() throws IOException {
        RouteHistory history = new RouteHistory(Optional.of(state));
        history.add("orders", version(1));
        Files.writeString(state.resolve("history/orders/0000000000002-r2.json"), "{");

        assertThat(revisions(new RouteHistory(Optional.of(state)))).containsExactly("r1");
    }

    @Test
    void lastsAsLongAsTheHubWithoutAFolder() {
        RouteHistory history = new RouteHistory(Optional.empty());
        history.add("orders", version(1));

        assertThat(revisions(history)).containsExactly("r1");
        assertThat(history.of("payments")).isEmpty();
    }
}
