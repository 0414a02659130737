package routes.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedResultsTest {

    @TempDir
    private Path folder;

    private static BenchmarkRun lap(String contender, double eventsPerSecond, double processor) {
        return new BenchmarkRun(
                contender, 1_000, new BenchmarkRun.Pace(eventsPerSecond, processor, 0), 700, 200, 0, 0, 0, true);
    }

    private PublishedResults measured(int rounds) throws IOException {
        List<List<BenchmarkRun>> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            all.add(List.of(
                    lap("raw", 100_000, 10),
                    lap("hub", 96_000, 9),
                    lap("mirrormaker-tuned", 64_000, 20),
                    lap("camel", 4_800, 300)));
        }
        new Report(folder)
                .add(new Result(
                        "kafka-kafka",
                        Work.PASS,
                        new Workload(1_024, Workload.USUAL_KEYS, Workload.AS_SHIPPED),
                        Shape.USUAL,
                        List.of(),
                        all,
                        List.of(),
                        List.of()));
        return new PublishedResults(new Report(folder));
    }

    /** After a change of a result: {@code -Dbenchmark="--report --publish"}. */
    @Test
    void isWhatThePagesQuote() throws IOException {
        // given
        PublishedResults results = new PublishedResults(new Report(PublishedResults.FOLDER));
        // when
        Map<Path, String> pages = results.pages();
        // then
        for (Map.Entry<Path, String> page : pages.entrySet()) {
            assertThat(page.getKey()).hasContent(page.getValue());
        }
    }

    @Test
    void saysInOneSentenceHowFastTheHubIsBesideOthers() throws IOException {
        // given
        PublishedResults results = measured(15);
        // when
        String line = results.line();
        // then
        assertThat(line)
                .contains(
                        "96,000 events of 1 KiB a second",
                        "0.96 of what a loop written by hand carried, with 0.90 of its")
                .contains("1.5 times as many as MirrorMaker 2, 20.0 times as many as Camel's own components");
    }

    @Test
    void quotesNoFigureOfTooFewRounds() throws IOException {
        // given
        PublishedResults results = measured(14);
        // when
        String line = results.line();
        // then
        assertThat(line).doesNotContainPattern("[0-9]");
    }

    @Test
    void hasATableOfEachResult() throws IOException {
        // given
        PublishedResults results = measured(15);
        // when
        String page = results.pages().get(Path.of("docs", "reports", "benchmark.md"));
        // then
        assertThat(page)
                .contains(
                        "| kafka → kafka, pass, 1024 B | 15 | hub | 96,000 | 0.96 (0.96 to 0.96) | 0.90 (0.90 to 0.90) | – | – |");
    }
}
