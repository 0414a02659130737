package routes.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The rounds of one course; in each, every contender has run once, the raw loop first. */
record Result(String direction, Work work, int size, List<List<Lap>> rounds, List<Pulse> pulses) {

    boolean isSound() {
        return rounds.stream().flatMap(List::stream).allMatch(Lap::isSound)
                && pulses.stream().allMatch(pulse -> pulse.missing() == 0);
    }

    /** Of each round's ratio to the raw loop. */
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

    List<String> contenders() {
        return rounds.get(0).stream().map(Lap::contender).toList();
    }

    Spread ratio(String contender, ToDoubleFunction<Lap> figure) {
        return Spread.of(rounds.stream()
                .mapToDouble(laps -> figure.applyAsDouble(of(laps, contender)) / figure.applyAsDouble(laps.get(0)))
                .sorted()
                .toArray());
    }

    Spread spread(String contender, ToDoubleFunction<Lap> figure) {
        return Spread.of(rounds.stream()
                .mapToDouble(laps -> figure.applyAsDouble(of(laps, contender)))
                .sorted()
                .toArray());
    }

    private static Lap of(List<Lap> laps, String contender) {
        return laps.stream()
                .filter(lap -> lap.contender().equals(contender))
                .findFirst()
                .orElseThrow();
    }
}
