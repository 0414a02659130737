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

    /** Numbers the pauses, since the alarm of a pause that was ended early must not end a later one. */
    private int rests;

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
        rests++;
        return due;
    }

    /** The number of the current or last pause. */
    int rest() {
        return rests;
    }

    /** Called when the pause of this number is over. */
    void rested(int rest) {
        if (rest == rests) {
            resting = false;
        }
    }

    /**
     * Takes an event out of the lane. If it was the one that waited for the end of the pause, the others do not wait for it any
     * longer. Returns false if the event is on its way or not in the lane.
     */
    boolean withdraw(DeliveryAttempt attempt) {
        if (resting && waiting.peek() == attempt) {
            resting = false;
            rests++;
        }
        return waiting.remove(attempt) || withdrawFailed(attempt);
    }

    private boolean withdrawFailed(DeliveryAttempt attempt) {
        boolean removed = failed.remove(attempt);
        if (failed.isEmpty()) {
            pause = Duration.ZERO;
        }
        return removed;
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
