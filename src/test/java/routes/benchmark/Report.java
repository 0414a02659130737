package routes.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The results as a table for people, as JSON for machines, and as a chart. */
final class Report {

    private static final ToDoubleFunction<Lap> PACE = lap -> lap.pace().eventsPerSecond();
    private static final ToDoubleFunction<Lap> PROCESSOR = lap -> lap.pace().processor();
    private static final int BAR = 18;
    private static final int LEFT = 330;
    private static final int UNIT = 300;

    private final List<Result> results;

    Report(List<Result> results) {
        this.results = results;
    }

    String table() {
        StringBuilder table = new StringBuilder("""
                | direction, work, size | contender | events/s | ratio to raw | µs of CPU per event | ratio to raw | first after | peak memory |
                | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
        for (Result result : results) {
            for (String name : result.contenders()) {
                table.append("| %s | %s | %,.0f | %s | %.1f | %s | %.1f s | %.0f MiB |%n"
                        .formatted(
                                title(result),
                                name,
                                result.spread(name, PACE).median(),
                                result.ratio(name, PACE),
                                result.spread(name, PROCESSOR).median(),
                                result.ratio(name, PROCESSOR),
                                result.spread(name, lap -> lap.toFirst().toMillis())
                                                .median()
                                        / 1e3,
                                result.spread(name, Lap::peakMemory).most()));
            }
        }
        if (results.stream().anyMatch(result -> !result.pulses().isEmpty())) {
            table.append("""

                    | direction, work, size | contender | events/s | half within | 99 % within |
                    | --- | --- | --- | --- | --- |
                    """);
            results.forEach(result -> result.pulses().stream()
                    .filter(pulse -> !pulse.isVoid())
                    .forEach(pulse -> table.append("| %s | %s | %,.0f | %.1f ms | %.1f ms |%n"
                            .formatted(
                                    title(result),
                                    pulse.contender(),
                                    pulse.eventsPerSecond(),
                                    pulse.median() / 1e3,
                                    pulse.p99() / 1e3))));
        }
        return table.toString();
    }

    private static String title(Result result) {
        return result.direction().replace("-", " → ") + ", "
                + result.work().name().toLowerCase(Locale.ROOT) + ", " + result.size() + " B";
    }

    void write(Path folder) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ArrayNode all = json.createArrayNode();
        for (Result result : results) {
            ObjectNode one = all.addObject();
            one.put("direction", result.direction());
            one.put("work", result.work().name());
            one.put("bytes", result.size());
            ArrayNode laps = one.putArray("laps");
            for (int round = 0; round < result.rounds().size(); round++) {
                for (Lap lap : result.rounds().get(round)) {
                    laps.addObject()
                            .put("round", round + 1)
                            .put("contender", lap.contender())
                            .put("eventsPerSecond", lap.pace().eventsPerSecond())
                            .put("processorMicrosPerEvent", lap.pace().processor())
                            .put("firstAfterMillis", lap.toFirst().toMillis())
                            .put("peakMemoryMiB", lap.peakMemory())
                            .put("missing", lap.missing())
                            .put("duplicates", lap.duplicates())
                            .put("outOfOrder", lap.outOfOrder());
                }
            }
            ArrayNode pulses = one.putArray("pulses");
            result.pulses()
                    .forEach(pulse -> pulses.addObject()
                            .put("contender", pulse.contender())
                            .put("eventsPerSecond", pulse.eventsPerSecond())
                            .put("medianMicros", pulse.median())
                            .put("p99Micros", pulse.p99())
                            .put("senderLateMicros", pulse.late()));
        }
        Files.writeString(
                folder.resolve("results.json"),
                json.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
        Files.writeString(folder.resolve("results.md"), table());
        Files.writeString(folder.resolve("throughput.svg"), chart());
    }

    /** A bar for each contender: its throughput as a ratio to the raw loop, whose line is drawn at 1. */
    private String chart() {
        StringBuilder bars = new StringBuilder();
        int y = 40;
        for (Result result : results) {
            for (String name : result.contenders()) {
                if (!name.equals("raw")) {
                    double ratio = result.ratio(name, PACE).median();
                    bars.append(
                            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s, %s</text>%n<rect x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"%d\" fill=\"%s\"/>%n<text x=\"%.0f\" y=\"%d\">%.2f</text>%n"
                                    .formatted(
                                            LEFT - 8,
                                            y + BAR - 5,
                                            title(result),
                                            name,
                                            LEFT,
                                            y,
                                            Math.min(ratio, 2) * UNIT,
                                            BAR,
                                            name.equals("hub") ? "#2a7f62" : "#a0a0a0",
                                            LEFT + Math.min(ratio, 2) * UNIT + 6,
                                            y + BAR - 5,
                                            ratio));
                    y += BAR + 6;
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="white"/>
                <text x="%3$d" y="20" text-anchor="middle">throughput, the raw loop is 1</text>
                %4$s<line x1="%5$d" x2="%5$d" y1="28" y2="%6$d" stroke="black"/>
                </svg>
                """.formatted(LEFT + 2 * UNIT + 60, y + 20, LEFT + UNIT, bars, LEFT + UNIT, y + 6);
    }
}
