package routes.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The events of one key at one target. As long as none fails, up to {@code window} of them may be in flight at once. If one
 * fails, nothing more is sent until all in flight are answered. The failed events are then put back to the front in their
 * original order, and events are sent one at a time until none is waiting. Not thread-safe: used by one thread at a time.
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

    /** Whether events that are ready but not yet sent must be put back, since an earlier event failed. */
    boolean isDisturbed() {
        return !failed.isEmpty();
    }

    /** Puts the failed events back to the front, once all answers have arrived. Returns the pause before they may be sent. */
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

    /** Called when the pause is over. */
    void rested() {
        resting = false;
    }

    /** The next event that may be sent; null if the lane has to wait or is empty. */
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
