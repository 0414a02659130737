package routes.benchmark;

import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A series in Markdown: what becomes of the hub, and how the raw loop does where it can run. */
final class SeriesTable {

    private final SeriesResult result;

    SeriesTable(SeriesResult result) {
        this.result = result;
    }

    @Override
    public String toString() {
        StringBuilder table =
                new StringBuilder("""
                %s:

                | %s | rounds | hub, events/s | to the first | µs of CPU per event | to the first | peak memory | raw loop, events/s | hub to raw | hub's CPU to raw | missing, repeated, out of order |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
                """.formatted(result.title(), result.series().unit()));
        result.of("hub").forEach(step -> table.append(row(step)));
        result.steps()
                .forEach(step -> step.result()
                        .failures()
                        .forEach(failure -> table.append("%n%,d %s: %s%n"
                                .formatted(step.value(), result.series().unit(), failure))));
        return table.toString();
    }

    private String row(SeriesResult.Step step) {
        Result figures = step.result();
        boolean beside = figures.contenders().contains("raw");
        return "| %,d | %d | %,.0f | %s | %.1f | %s | %,.0f MiB | %s | %s | %s | %,d, %,d, %,d |%n"
                .formatted(
                        step.value(),
                        figures.rounds().size(),
                        figures.spread("hub", SeriesTable::pace).median(),
                        toFirst(step, SeriesTable::pace),
                        figures.spread("hub", SeriesTable::processor).median(),
                        toFirst(step, SeriesTable::processor),
                        figures.most("hub", BenchmarkRun::peakMemory),
                        beside
                                ? "%,.0f"
                                        .formatted(figures.spread("raw", SeriesTable::pace)
                                                .median())
                                : "–",
                        beside ? figures.ratio("hub", SeriesTable::pace) : "–",
                        beside ? figures.ratio("hub", SeriesTable::processor) : "–",
                        figures.sum("hub", BenchmarkRun::missing),
                        figures.sum("hub", BenchmarkRun::duplicates),
                        figures.sum("hub", BenchmarkRun::outOfOrder));
    }

    private String toFirst(SeriesResult.Step step, ToDoubleFunction<BenchmarkRun> figure) {
        Optional<Spread> ratio = result.toFirst(step, "hub", figure);
        return ratio.map(Spread::toString).orElse("–");
    }

    private static double pace(BenchmarkRun lap) {
        return lap.pace().eventsPerSecond();
    }

    private static double processor(BenchmarkRun lap) {
        return lap.pace().processor();
    }
}
