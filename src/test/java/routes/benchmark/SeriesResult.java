package routes.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The steps of a series in one direction; in each round, all steps have run once, one after the other.
 */
record SeriesResult(Series series, String direction, List<Step> steps) {

    /** @param value how many there are of what is counted */
    record Step(int value, Result result) {}

    static SeriesResult of(Series series, String direction) {
        return new SeriesResult(series, direction, new ArrayList<>());
    }

    /** Also the name of its files. */
    String name() {
        return series.title() + (direction.equals("kafka-kafka") ? "" : "-" + direction);
    }

    String title() {
        return series.title() + ", " + direction.replace("-", " → ");
    }

    boolean isSound() {
        return steps.stream().allMatch(step -> step.result().isSound());
    }

    /** The steps that a contender has run, from the first to the last. */
    List<Step> of(String contender) {
        return steps.stream()
                .filter(step -> step.result().contenders().contains(contender))
                .toList();
    }

    /** Of each round's ratio to the first step; nothing where that has no result. */
    Optional<Spread> toFirst(Step step, String contender, ToDoubleFunction<BenchmarkRun> figure) {
        Result first = steps.get(0).result();
        return first.contenders().contains(contender)
                ? Optional.of(Spread.ofRatios(step.result().laps(contender), first.laps(contender), figure))
                : Optional.empty();
    }
}
