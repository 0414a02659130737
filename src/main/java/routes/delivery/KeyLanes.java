package routes.delivery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The lanes of one target, by key, and the events of all lanes that may be sent now. Not thread-safe: used by one thread at a
 * time.
 */
final class KeyLanes {

    private final int window;
    private final BiConsumer<Duration, Runnable> alarm;
    private final Map<Object, KeyLane> lanes = new HashMap<>();
    private final Deque<DeliveryAttempt> ready = new ArrayDeque<>();
    private long sequence;

    /**
     * @param window how many events of one key may be in flight at once
     * @param alarm runs something after a pause, when nobody else uses the lanes
     */
    KeyLanes(int window, BiConsumer<Duration, Runnable> alarm) {
        this.window = window;
        this.alarm = alarm;
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    void admit(DeliveryAttempt attempt) {
        attempt.sequence = sequence++;
        KeyLane lane = lanes.computeIfAbsent(laneOf(attempt), key -> new KeyLane(window));
        attempt.lane = lane;
        lane.join(attempt);
        advance(attempt);
    }

    /** The key of the attempt's lane. An event without a key has its own lane. */
    private static Object laneOf(DeliveryAttempt attempt) {
        return attempt.key.isPresent() ? attempt.key : attempt;
    }

    /** Lets the lane of this event go on as far as it may. */
    void advance(DeliveryAttempt attempt) {
        KeyLane lane = attempt.lane;
        Duration pause = lane.regroup();
        if (!pause.isZero()) {
            int rest = lane.rest();
            alarm.accept(pause, () -> {
                lane.rested(rest);
                drain(attempt, lane);
            });
        } else {
            drain(attempt, lane);
        }
    }

    private void drain(DeliveryAttempt attempt, KeyLane lane) {
        for (DeliveryAttempt next = lane.next(); next != null; next = lane.next()) {
            ready.add(next);
        }
        if (lane.isEmpty()) {
            lanes.remove(laneOf(attempt), lane);
        }
    }

    /** Takes the next events to send. An event is put back if an earlier event of its key has failed, to keep their order. */
    List<DeliveryAttempt> next(int most) {
        List<DeliveryAttempt> attempts = new ArrayList<>(Math.min(most, ready.size()));
        while (attempts.size() < most && !ready.isEmpty()) {
            if (ready.peek().goesAlone && !attempts.isEmpty()) {
                break;
            }
            DeliveryAttempt attempt = ready.poll();
            KeyLane lane = attempt.lane;
            if (lane.isDisturbed()) {
                lane.failed(attempt, Duration.ZERO);
                advance(attempt);
                continue;
            }
            attempts.add(attempt);
            if (attempt.goesAlone) {
                break;
            }
        }
        return attempts;
    }

    /** Takes out an event that is not on its way; afterwards its lane has to {@link #advance}. Returns false if it is. */
    boolean withdraw(DeliveryAttempt attempt) {
        if (attempt.lane.withdraw(attempt)) {
            return true;
        }
        boolean wasReady = ready.remove(attempt);
        if (wasReady) {
            attempt.lane.done();
        }
        return wasReady;
    }
}
