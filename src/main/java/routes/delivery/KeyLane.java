package routes.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The events of one key at one target. As long as none fails, {@code window} of them may be on their way at once. Once one
 * fails the others are waited for, what failed goes back to the front in its order, and one at a time goes on until all
 * that waited have passed.
 */
final class KeyLane {

    private final int window;
    private final Deque<DeliveryAttempt> waiting = new ArrayDeque<>(1);
    private final List<DeliveryAttempt> failed = new ArrayList<>(0);
    private int onTheirWay;
    private boolean recovering;
    private boolean resting;
    private Duration pause = Duration.ZERO;

    KeyLane(int window) {
        this.window = window;
    }

    void join(DeliveryAttempt attempt) {
        waiting.add(attempt);
    }

    void done() {
        onTheirWay--;
    }

    void failed(DeliveryAttempt attempt, Duration pauseBeforeNext) {
        onTheirWay--;
        failed.add(attempt);
        pause = pauseBeforeNext.compareTo(pause) > 0 ? pauseBeforeNext : pause;
    }

    /** Whether what is ready but not yet sent has to go back, since something before it failed. */
    boolean isDisturbed() {
        return !failed.isEmpty();
    }

    /** Puts what failed back to the front, once all answers are in. Returns the pause that is due before it may go. */
    Duration regroup() {
        if (failed.isEmpty() || onTheirWay > 0) {
            return Duration.ZERO;
        }
        failed.sort(Comparator.comparingLong((DeliveryAttempt attempt) -> attempt.sequence)
                .reversed());
        failed.forEach(waiting::addFirst);
        failed.clear();
        recovering = true;
        Duration due = pause;
        pause = Duration.ZERO;
        resting = !due.isZero();
        return due;
    }

    /** The pause is over. */
    void rested() {
        resting = false;
    }

    /** The next that may go, if any: null where the lane has to wait or is empty. */
    DeliveryAttempt next() {
        if (resting || !failed.isEmpty() || onTheirWay >= (recovering ? 1 : window)) {
            return null;
        }
        DeliveryAttempt attempt = waiting.poll();
        if (attempt == null) {
            recovering = recovering && onTheirWay > 0;
            return null;
        }
        onTheirWay++;
        return attempt;
    }

    boolean isEmpty() {
        return onTheirWay == 0 && waiting.isEmpty() && failed.isEmpty();
    }
}
