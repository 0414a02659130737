package routes.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        List<String> options,
        List<List<BenchmarkRun>> rounds,
        List<LatencyBenchmark> pulses,
        List<String> failures) {

    static Result of(Scenario course, List<String> options) {
        return new Result(
                course.name(),
                course.work(),
                course.load(),
                options,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    /** Also the name of its file. */
    String name() {
        return direction + "-" + work.name().toLowerCase(Locale.ROOT) + "-" + load.name();
    }

    String title() {
        return direction.replace("-", " → ") + ", " + work.name().toLowerCase(Locale.ROOT) + ", " + load;
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

    /** Of a figure of each round. */
    record Spread(double least, double median, double most) {

        static Spread of(double[] sorted) {
            int middle = sorted.length / 2;
            double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
            return new Spread(sorted[0], median, sorted[sorted.length - 1]);
        }

        @Override
        public String toString() {
            return "%.2f (%.2f to %.2f)".formatted(median, least, most);
        }
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
        return rounds.stream()
                .mapToInt(laps -> figure.applyAsInt(of(laps, contender)))
                .sum();
    }

    /** Of each round's ratio to the raw loop. */
    Spread ratio(String contender, ToDoubleFunction<BenchmarkRun> figure) {
        return Spread.of(rounds.stream()
                .mapToDouble(laps -> figure.applyAsDouble(of(laps, contender)) / figure.applyAsDouble(laps.get(0)))
                .sorted()
                .toArray());
    }

    Spread spread(String contender, ToDoubleFunction<BenchmarkRun> figure) {
        return Spread.of(rounds.stream()
                .mapToDouble(laps -> figure.applyAsDouble(of(laps, contender)))
                .sorted()
                .toArray());
    }

    private static BenchmarkRun of(List<BenchmarkRun> laps, String contender) {
        return laps.stream()
                .filter(lap -> lap.contender().equals(contender))
                .findFirst()
                .orElseThrow();
    }
}
