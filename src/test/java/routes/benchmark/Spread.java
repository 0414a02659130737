package routes.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The median of a figure of each round, and an interval that would hold the median of endlessly many rounds in 95 of 100
 * measurements, whatever the distribution: from the k-th least to the k-th most. Of fewer than six rounds it is all of them, which
 * promises less.
 */
record Spread(double low, double median, double high) {

    private static final double CONFIDENCE = 0.95;

    static Spread of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        int rank = rank(sorted.length);
        return new Spread(sorted[rank - 1], median, sorted[sorted.length - rank]);
    }

    /** Of each round's ratio. */
    static Spread ofRatios(List<BenchmarkRun> laps, List<BenchmarkRun> toThese, ToDoubleFunction<BenchmarkRun> figure) {
        return of(IntStream.range(0, laps.size())
                .mapToDouble(i -> figure.applyAsDouble(laps.get(i)) / figure.applyAsDouble(toThese.get(i))));
    }

    /** The greatest k with which the interval holds the median often enough: each value is below it as often as a coin shows heads. */
    private static int rank(int values) {
        double[] heads = new double[values + 1];
        heads[0] = 1;
        for (int toss = 1; toss <= values; toss++) {
            for (int i = toss; i >= 0; i--) {
                heads[i] = (heads[i] + (i == 0 ? 0 : heads[i - 1])) / 2;
            }
        }
        int rank = 1;
        while (2 * (rank + 1) <= values
                && 1 - 2 * Arrays.stream(heads, 0, rank + 1).sum() >= CONFIDENCE) {
            rank++;
        }
        return rank;
    }

    @Override
    public String toString() {
        return "%.2f (%.2f to %.2f)".formatted(median, low, high);
    }
}
