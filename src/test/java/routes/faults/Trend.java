package routes.faults;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Where a figure goes that was looked at often, once what the beginning needed is over: the first third does not count.
 *
 * @param median of those that count
 * @param change from the first to the last of them, by the median of the slopes between any two (Theil and Sen): a few that are
 *     far off do not bend it
 */
record Trend(double least, double median, double most, double change) {

    static <T> Trend of(List<T> seen, ToLongFunction<T> figure) {
        double[] all = seen.subList(seen.size() / 3, seen.size()).stream()
                .mapToDouble(one -> figure.applyAsLong(one))
                .toArray();
        double[] slopes = IntStream.range(0, all.length)
                .boxed()
                .flatMap(from ->
                        IntStream.range(from + 1, all.length).mapToObj(to -> (all[to] - all[from]) / (to - from)))
                .mapToDouble(Double::doubleValue)
                .toArray();
        double[] sorted = Arrays.stream(all).sorted().toArray();
        return new Trend(
                sorted[0], median(sorted), sorted[sorted.length - 1], median(slopes) * Math.max(1, all.length - 1));
    }

    private static double median(double[] figures) {
        double[] sorted = Arrays.stream(figures).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    /** As a share of the median. */
    double growth() {
        return change / median;
    }

    @Override
    public String toString() {
        return "%,.0f (%,.0f to %,.0f), changed by %+,.0f in all".formatted(median, least, most, change);
    }
}
