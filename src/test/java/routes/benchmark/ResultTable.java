package routes.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The results in Markdown: each ratio is the median of the rounds' ratios, with its interval. */
final class ResultTable {

    private final List<Result> results;

    ResultTable(List<Result> results) {
        this.results = results;
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder("""
                | direction, work, size | rounds | contender | events/s | ratio to raw | µs of CPU per event | ratio to raw | without compilers | ratio to raw | hub's events/s to these | hub's CPU to this | first after | peak memory | missing, repeated, out of order | events in a lap |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
        results.forEach(result -> result.contenders().forEach(name -> table.append(row(result, name))));
        if (results.stream().anyMatch(result -> !result.pulses().isEmpty())) {
            table.append("""

                    | direction, work, size | contender | events/s | half within | 99 % within |
                    | --- | --- | --- | --- | --- |
                    """);
            results.forEach(result -> result.pulses().stream()
                    .filter(pulse -> !pulse.isVoid())
                    .forEach(pulse -> table.append(row(result, pulse))));
        }
        results.forEach(result ->
                result.failures().forEach(failure -> table.append("%n%s: %s%n".formatted(result.title(), failure))));
        return table.toString();
    }

    private static String row(Result result, String name) {
        return "| %s | %d | %s | %,.0f | %s | %.1f | %s | %.1f | %s | %s | %s | %.1f s | %.0f MiB | %,d, %,d, %,d | %,.0f |%n"
                .formatted(
                        result.title(),
                        result.rounds().size(),
                        name,
                        result.spread(name, lap -> lap.pace().eventsPerSecond()).median(),
                        result.ratio(name, lap -> lap.pace().eventsPerSecond()),
                        result.spread(name, lap -> lap.pace().processor()).median(),
                        result.ratio(name, lap -> lap.pace().processor()),
                        result.spread(name, lap -> lap.pace().processorWithoutCompilers())
                                .median(),
                        result.ratio(name, lap -> lap.pace().processorWithoutCompilers()),
                        hubTo(result, name, lap -> lap.pace().eventsPerSecond()),
                        hubTo(result, name, lap -> lap.pace().processor()),
                        result.spread(name, BenchmarkRun::firstAfter).median() / 1e3,
                        result.most(name, BenchmarkRun::peakMemory),
                        result.sum(name, BenchmarkRun::missing),
                        result.sum(name, BenchmarkRun::duplicates),
                        result.sum(name, BenchmarkRun::outOfOrder),
                        result.most(name, BenchmarkRun::events));
    }

    /** How the hub compares with a peer. */
    static String hubTo(Result result, String name, ToDoubleFunction<BenchmarkRun> figure) {
        return List.of("raw", "hub").contains(name) || !result.contenders().contains("hub")
                ? "–"
                : result.ratio("hub", name, figure).toString();
    }

    private static String row(Result result, LatencyBenchmark pulse) {
        return "| %s | %s | %,.0f | %.1f ms | %.1f ms |%n"
                .formatted(
                        result.title(),
                        pulse.contender(),
                        pulse.eventsPerSecond(),
                        pulse.median() / 1e3,
                        pulse.p99() / 1e3);
    }
}
