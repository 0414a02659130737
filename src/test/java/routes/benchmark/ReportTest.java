package routes.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path folder;

    private static BenchmarkRun lap(String contender, double eventsPerSecond, double processor) {
        return new BenchmarkRun(
                contender, 1_000, new BenchmarkRun.Pace(eventsPerSecond, processor, 0.5), 700, 200, 0, 0, 0, true);
    }

    private static Result result(String direction, double hub) {
        return result(direction, Shape.USUAL, lap("raw", 1_000, 10), lap("hub", 1_000 * hub, 12));
    }

    private static Result result(String direction, Shape shape, BenchmarkRun... laps) {
        List<List<BenchmarkRun>> rounds = new ArrayList<>();
        rounds.add(new ArrayList<>(List.of(laps)));
        return new Result(
                direction,
                Work.PASS,
                new Workload(1_024, 1_000, Workload.AS_SHIPPED),
                shape,
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
    void comparesTheHubWithPeersRoundByRound() throws IOException {
        // given
        Result result =
                result("kafka-kafka", Shape.USUAL, lap("raw", 1_000, 10), lap("hub", 900, 9), lap("benthos", 300, 36));
        // when
        new Report(folder).add(result);
        // then
        assertThat(new Report(folder).write())
                .contains("| benthos | 300 | 0.30 (0.30 to 0.30) |")
                .contains("| 3.00 (3.00 to 3.00) | 0.25 (0.25 to 0.25) |")
                .contains(
                        "| hub | 900 | 0.90 (0.90 to 0.90) | 9.0 | 0.90 (0.90 to 0.90) | 8.5 | 0.89 (0.89 to 0.89) | – | – |");
    }

    @Test
    void readsResultsThatSayNothingOfAShape() throws IOException {
        // given
        new Report(folder).add(result("kafka-kafka", 0.5));
        Path file = folder.resolve("result-kafka-kafka-pass-1024.json");
        String older = Files.readString(file).replaceFirst("(?s)\\s*\"shape\" : \\{.*?\\},", "");
        assertThat(older).doesNotContain("shape");
        Files.writeString(file, older);
        // when
        String table = new Report(folder).write();
        // then
        assertThat(table).contains("| kafka → kafka, pass, 1024 B | 1 | hub | 500 |");
    }

    @Test
    void showsASeriesBesideItsFirstStep() throws IOException {
        // given
        SeriesResult series = SeriesResult.of(Series.ROUTES, "kafka-kafka");
        series.steps()
                .add(new SeriesResult.Step(
                        1, result("kafka-kafka", Shape.USUAL, lap("raw", 1_000, 10), lap("hub", 800, 10))));
        series.steps()
                .add(new SeriesResult.Step(100, result("kafka-kafka", Series.ROUTES.shape(100), lap("hub", 600, 15))));
        // when
        new Report(folder).add(series);
        String table = new Report(folder).write();
        // then
        assertThat(table)
                .contains(
                        "| 1 | 1 | 800 | 1.00 (1.00 to 1.00) | 10.0 | 1.00 (1.00 to 1.00) | 200 MiB | 1,000 | 0.80 (0.80 to 0.80) |")
                .contains("| 100 | 1 | 600 | 0.75 (0.75 to 0.75) | 15.0 | 1.50 (1.50 to 1.50) | 200 MiB | – | – | – |");
        assertThat(Files.readString(folder.resolve("series-routes.svg"))).contains(">100</text>", ">routes</text>");
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
