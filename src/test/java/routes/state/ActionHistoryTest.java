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
import routes.control.RouteEditing.OperatorAction;
import routes.control.RouteEditing.Version;

class ActionHistoryTest {

    @TempDir
    private Path state;

    private static OperatorAction action(int number) {
        return new OperatorAction("pause", Instant.ofEpochSecond(number), "oli", "because\n" + number);
    }

    @Test
    void remembersOverAStartAndApartFromVersions() {
        Version version = new Version("r1", Instant.ofEpochMilli(1), "anna", "", "text");
        new RouteHistory(Optional.of(state)).add("orders", version);
        ActionHistory before = new RouteHistory(Optional.of(state)).actions();
        before.add("orders", action(1));
        before.add("orders", action(2));
        before.add("bills", action(3));

        assertThat(new RouteHistory(Optional.of(state)).actions().of("orders")).containsExactly(action(2), action(1));
        assertThat(new RouteHistory(Optional.of(state)).of("orders")).containsExactly(version);
    }

    @Test
    void keepsTheLastFifty() throws IOException {
        for (ActionHistory history :
                List.of(new RouteHistory(Optional.of(state)).actions(), new RouteHistory(Optional.empty()).actions())) {
            for (int number = 1; number <= 60; number++) {
                history.add("orders", action(number));
            }

            assertThat(history.of("orders")).hasSize(50).startsWith(action(60)).endsWith(action(11));
        }
        try (Stream<Path> files = Files.list(state.resolve("history/orders"))) {
            assertThat(files).hasSize(50);
        }
    }

    @Test
    void skipsWhatItCannotReadAndGoesOnWhereItCannotWrite() throws IOException {
        ActionHistory history = new RouteHistory(Optional.of(state)).actions();
        history.add("orders", action(1));
        Files.writeString(state.resolve("history/orders/0-x.action"), "{");
        Files.writeString(state.resolve("history/bills"), "in the way");

        history.add("bills", action(1));

        assertThat(history.of("orders")).containsExactly(action(1));
        assertThat(history.of("bills")).isEmpty();
        assertThat(history.of("nothing")).isEmpty();
    }
}
