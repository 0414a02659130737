package routes.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What readers find: the results in the project, and what two pages quote of them. */
final class PublishedResults {

    static final Path FOLDER = Path.of("benchmark", "results");

    /** Results of fewer rounds are in the table of all, and are quoted nowhere. */
    private static final int LEAST_ROUNDS = 15;

    private static final String FROM = "<!-- from benchmark/results: written by the benchmark -->\n";
    private static final String UNTIL = "<!-- until here -->\n";
    private static final Map<String, String> PRODUCTS = new LinkedHashMap<>();

    static {
        PRODUCTS.put("mirrormaker-tuned", "MirrorMaker 2");
        PRODUCTS.put("benthos", "Benthos");
        PRODUCTS.put("camel", "Camel's own components");
    }

    private final List<Result> results;
    private final List<SeriesResult> series;

    PublishedResults(Report report) throws IOException {
        this.results = report.results().stream()
                .filter(result -> result.rounds().size() >= LEAST_ROUNDS)
                .filter(result -> result.load().inFlight() == Workload.AS_SHIPPED)
                .filter(result -> result.contenders().containsAll(List.of("raw", "hub")))
                .toList();
        this.series = report.series();
    }

    /** Adds what a folder has, and writes all that is made of results anew. */
    static void publish(Path folder) throws IOException {
        Report published = new Report(FOLDER);
        published.addAll(new Report(folder));
        published.write();
        for (Map.Entry<Path, String> page :
                new PublishedResults(published).pages().entrySet()) {
            Files.writeString(page.getKey(), page.getValue());
        }
    }

    /** The pages as they have to be. */
    Map<Path, String> pages() throws IOException {
        Map<Path, String> pages = new LinkedHashMap<>();
        Path readme = Path.of("README.md");
        Path report = Path.of("docs", "reports", "benchmark.md");
        pages.put(readme, quoting(Files.readString(readme), line()));
        pages.put(report, quoting(Files.readString(report), table() + charts()));
        return pages;
    }

    private static String quoting(String page, String quotation) {
        int begin = page.indexOf(FROM);
        int end = page.indexOf(UNTIL, begin);
        if (begin < 0 || end < 0) {
            throw new IllegalStateException("a page has no place for what the benchmark found");
        }
        return page.substring(0, begin + FROM.length()) + quotation + page.substring(end);
    }

    /** How fast the hub is as it ships, in one sentence. */
    String line() {
        return results.stream()
                .filter(result -> result.direction().equals("kafka-kafka"))
                .filter(result -> result.work() == Work.PASS && result.load().size() == 1_024)
                .filter(result -> result.shape().equals(Shape.USUAL))
                .findFirst()
                .map(PublishedResults::line)
                .orElse("How fast it is at its default settings, beside a loop written by hand and other products, the"
                        + " [benchmark](docs/reports/benchmark.md) shows on your machine.\n");
    }

    private static String line(Result result) {
        String peers = PRODUCTS.entrySet().stream()
                .filter(product -> result.contenders().contains(product.getKey()))
                .map(product -> ", %.1f times as many as %s"
                        .formatted(
                                result.ratio(
                                                "hub",
                                                product.getKey(),
                                                lap -> lap.pace().eventsPerSecond())
                                        .median(),
                                product.getValue()))
                .collect(Collectors.joining());
        return """
                At its default settings it carried %,.0f events of 1 KiB a second from Kafka to Kafka on two cores that the brokers shared: %.2f of what a loop written by hand carried, with %.2f of its
                CPU%s. The [benchmark](docs/reports/benchmark.md) shows it on your machine.
                """.formatted(
                result.spread("hub", lap -> lap.pace().eventsPerSecond()).median(),
                result.ratio("hub", lap -> lap.pace().eventsPerSecond()).median(),
                result.ratio("hub", lap -> lap.pace().processor()).median(),
                peers);
    }

    private String table() {
        if (results.isEmpty()) {
            return "";
        }
        StringBuilder table = new StringBuilder("""

                At default settings:

                | direction, work, size | rounds | contender | events/s | throughput to raw | CPU to raw | hub's throughput to this | hub's CPU to this |
                | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
        results.forEach(result -> result.contenders().stream()
                .filter(name -> !name.equals("raw"))
                .forEach(name -> table.append("| %s | %d | %s | %,.0f | %s | %s | %s | %s |%n"
                        .formatted(
                                result.title(),
                                result.rounds().size(),
                                name,
                                result.spread(name, lap -> lap.pace().eventsPerSecond())
                                        .median(),
                                result.ratio(name, lap -> lap.pace().eventsPerSecond()),
                                result.ratio(name, lap -> lap.pace().processor()),
                                ResultTable.hubTo(
                                        result, name, lap -> lap.pace().eventsPerSecond()),
                                ResultTable.hubTo(
                                        result, name, lap -> lap.pace().processor())))));
        return table.toString();
    }

    private String charts() {
        return series.stream()
                .map(one -> """

                        %s
                        ![Throughput and CPU: %s](../../benchmark/results/%s)
                        """.formatted(new SeriesTable(one), one.title(), Report.chart(one)))
                .collect(Collectors.joining());
    }
}
