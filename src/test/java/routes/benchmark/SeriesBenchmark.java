package routes.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One series in one direction: the steps take turns, so that what else the machine does strikes them alike. */
final class SeriesBenchmark {

    private final SeriesResult result;
    private final List<ThroughputBenchmark> steps = new ArrayList<>();

    SeriesBenchmark(Series series, String direction) {
        this.result = SeriesResult.of(series, direction);
    }

    /** @param value how many there are in that course of what is counted */
    void add(int value, ThroughputBenchmark step) {
        steps.add(step);
        result.steps().add(new SeriesResult.Step(value, step.result()));
    }

    SeriesResult run(int rounds) throws IOException {
        for (int round = 1; round <= rounds; round++) {
            for (int i = 0; i < steps.size(); i++) {
                System.out.printf(
                        "%s: %,d %s%n",
                        result.title(),
                        result.steps().get(i).value(),
                        result.series().unit());
                steps.get(i).round();
            }
        }
        return result;
    }
}
