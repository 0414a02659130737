package routes.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * The rounds of one course; in each, every contender has run once, the raw loop first.
 *
 * @param failures which contenders fell out, and why
 */
record Result(
        String direction,
        Work work,
        Workload load,
        Shape shape,
        List<String> options,
        List<List<BenchmarkRun>> rounds,
        List<LatencyBenchmark> pulses,
        List<String> failures) {

    /** Older files say nothing of a shape. */
    Result {
        shape = Optional.ofNullable(shape).orElse(Shape.USUAL);
    }

    static Result of(Scenario course, List<String> options) {
        return new Result(
                course.name(),
                course.work(),
                course.load(),
                course.shape(),
                options,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    /** Also the name of its file. */
    String name() {
        return direction + "-" + work.name().toLowerCase(Locale.ROOT) + "-" + load.name() + shape.name();
    }

    String title() {
        return direction.replace("-", " → ") + ", " + work.name().toLowerCase(Locale.ROOT) + ", " + load + shape;
    }

    /** A contender that fell out in one round counts in none. */
    void fell(String contender, String why) {
        failures.add(contender + ": " + why);
        rounds.forEach(laps -> laps.removeIf(lap -> lap.contender().equals(contender)));
        pulses.removeIf(pulse -> pulse.contender().equals(contender));
    }

    boolean isSound() {
        return failures.isEmpty()
                && rounds.stream().flatMap(List::stream).allMatch(BenchmarkRun::isSound)
                && pulses.stream().allMatch(pulse -> pulse.missing() == 0);
    }

    /** In the order in which they ran. */
    List<String> contenders() {
        return rounds.stream()
                .flatMap(List::stream)
                .map(BenchmarkRun::contender)
                .distinct()
                .toList();
    }

    /** The sum over all rounds. */
    int sum(String contender, ToIntFunction<BenchmarkRun> figure) {
        return laps(contender).stream().mapToInt(figure).sum();
    }

    /** The most of all rounds. */
    double most(String contender, ToDoubleFunction<BenchmarkRun> figure) {
        return laps(contender).stream().mapToDouble(figure).max().orElseThrow();
    }

    /** Of each round's ratio to the raw loop. */
    Spread ratio(String contender, ToDoubleFunction<BenchmarkRun> figure) {
        return ratio(contender, "raw", figure);
    }

    /** Of each round's ratio to another contender. */
    Spread ratio(String contender, String other, ToDoubleFunction<BenchmarkRun> figure) {
        return Spread.ofRatios(laps(contender), laps(other), figure);
    }

    Spread spread(String contender, ToDoubleFunction<BenchmarkRun> figure) {
        return Spread.of(laps(contender).stream().mapToDouble(figure));
    }

    /** One of each round. */
    List<BenchmarkRun> laps(String contender) {
        return rounds.stream().map(laps -> of(laps, contender)).toList();
    }

    private static BenchmarkRun of(List<BenchmarkRun> laps, String contender) {
        return laps.stream()
                .filter(lap -> lap.contender().equals(contender))
                .findFirst()
                .orElseThrow();
    }
}
