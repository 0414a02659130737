package routes.benchmark;

import java.time.Duration;

/**
 * The part of a lap that counts: what comes before is warm-up.
 *
 * @param warmUp from the first event on; the compilers are at work for that long
 * @param least how long the part that counts must last, so that it says anything
 */
record MeasuredInterval(Duration warmUp, Duration least) {

    /** So much of the events is warm-up at least. */
    static final double WARM_UP = 0.4;

    /** After so much of the events only the last ones trickle in. */
    static final double END = 0.98;

    /** How many times the events a lap would need that carried its events, but for the last ones, in so long. */
    double shortBy(Duration carried) {
        double seconds = Math.max(1, carried.toMillis() / 1e3);
        double needed = Math.max(warmUp.plus(least).toMillis() / 1e3, least.toMillis() / 1e3 * END / (END - WARM_UP));
        return needed / seconds;
    }
}
