package routes.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path folder;

    private static BenchmarkRun lap(String contender, double eventsPerSecond, double processor) {
        return new BenchmarkRun(
                contender, 1_000, new BenchmarkRun.Pace(eventsPerSecond, processor, 0.5), 700, 200, 0, 0, 0);
    }

    private static Result result(String direction, double hub) {
        List<List<BenchmarkRun>> rounds = new ArrayList<>();
        rounds.add(new ArrayList<>(List.of(lap("raw", 1_000, 10), lap("hub", 1_000 * hub, 12))));
        return new Result(
                direction,
                Work.PASS,
                new Workload(1_024, 1_000, Optional.empty()),
                List.of("-Xmx192m"),
                rounds,
                new ArrayList<>(),
                new ArrayList<>());
    }

    @Test
    void keepsWhatEarlierRunsFoundInOtherDirections() throws IOException {
        // given
        new Report(folder).add(result("kafka-kafka", 0.5));
        new Report(folder).add(result("kafka-sqs", 0.25));
        // when
        new Report(folder).add(result("kafka-sqs", 0.75));
        String table = new Report(folder).write();
        // then
        assertThat(table)
                .contains("| kafka → kafka, pass, 1024 B | 1 | hub | 500 | 0.50 (0.50 to 0.50) |")
                .contains("| kafka → sqs, pass, 1024 B | 1 | hub | 750 | 0.75 (0.75 to 0.75) |")
                .doesNotContain("0.25");
        assertThat(Files.readString(folder.resolve("results.md"))).isEqualTo(table);
    }

    @Test
    void drawsABarForEachContenderButTheRawLoop() throws IOException {
        // given
        new Report(folder).add(result("kafka-kafka", 0.5));
        // when
        new Report(folder).write();
        // then
        assertThat(Files.readString(folder.resolve("results.svg")))
                .contains(">hub</text>", ">0.50</text>", ">1.20</text>")
                .doesNotContain(">raw</text>");
    }

    @Test
    void saysWhoFellOutAndWhy() throws IOException {
        // given
        Result result = result("kafka-kafka", 0.5);
        // when
        result.fell("hub", "only 7 of 8 events arrived");
        new Report(folder).add(result);
        // then
        assertThat(result.isSound()).isFalse();
        assertThat(new Report(folder).write())
                .contains("kafka → kafka, pass, 1024 B: hub: only 7 of 8 events arrived")
                .doesNotContain("| hub |");
    }
}
