package routes.connector;

/**
 * Finds how many events in flight are worthwhile, by hill climbing on the throughput: while the limit is what holds the flow
 * back, it tries a larger or a smaller limit for one interval, and keeps it if that pays. Between trials that did not pay it
 * rests for longer and longer.
 *
 * <p>A larger limit pays if more events end in a second. A smaller one pays, too, if as many end and their latency had grown:
 * they wait in front of a target that does not become faster by that. Not thread-safe.
 */
final class HillClimbing {

    /** Where it begins, and below which it never falls, unless the most is less: events behind a retry need room, too. */
    static final int LEAST = 1_000;

    private static final double STEP = 1.5;

    /** By how much the throughput must grow, to tell a gain from chance. */
    private static final double GAIN = 1.05;

    /** The throughput that counts as undiminished, to tell a loss from chance. */
    private static final double NO_LOSS = 0.98;

    /** The latency that is due to a limit which is too large, as a multiple of the least latency seen. */
    private static final double LONG_LATENCY = 3;

    /** By so much the least latency seen is forgotten with each interval, since it may have been another load. */
    private static final double FORGOTTEN = 1.01;

    private static final int LONGEST_REST = 32;

    private final int least;
    private final int most;
    private int limit;
    private int trial;
    private double throughput;
    private double leastLatency = Double.MAX_VALUE;
    private boolean up = true;
    private int rest = 1;
    private int restLeft;

    HillClimbing(int most) {
        this.most = most;
        this.least = Math.min(most, LEAST);
        this.limit = least;
        this.trial = limit;
    }

    /** The limit for the next interval, which is another one during a trial. */
    int limit() {
        return trial;
    }

    /**
     * An interval is over.
     *
     * @param perSecond how many events ended in a second
     * @param wasReached whether the limit was reached; otherwise something else held the flow back, and the interval says
     *     nothing about the limit
     */
    void interval(double perSecond, boolean wasReached) {
        if (!wasReached) {
            trial = limit;
            throughput = 0;
            return;
        }
        double latency = trial / perSecond;
        leastLatency = Math.min(latency, leastLatency * FORGOTTEN);
        if (trial == limit) {
            throughput = throughput == 0 ? perSecond : (throughput + perSecond) / 2;
            tryAnother();
        } else {
            judge(perSecond);
        }
    }

    private void tryAnother() {
        if (restLeft > 0) {
            restLeft--;
            return;
        }
        trial = next(up);
        if (trial == limit) { // at one end
            up = !up;
            trial = next(up);
        }
    }

    private int next(boolean larger) {
        return Math.max(least, Math.min(most, (int) (larger ? limit * STEP : limit / STEP)));
    }

    private void judge(double perSecond) {
        boolean isLong = limit / throughput > LONG_LATENCY * leastLatency;
        boolean pays = perSecond > throughput * (isLong && trial < limit ? NO_LOSS : GAIN);
        if (pays) {
            limit = trial;
            throughput = perSecond;
            rest = 1;
            tryAnother();
        } else {
            trial = limit;
            up = !up;
            restLeft = rest;
            rest = Math.min(2 * rest, LONGEST_REST);
        }
    }
}
