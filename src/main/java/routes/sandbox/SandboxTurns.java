package routes.sandbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Admits one call at a time to the sandbox, in the order in which they came. A call that writes a route goes before all calls that
 * only try something, and has places of its own in the queue: viewers cannot keep an admin from changing a route. Thread-safe.
 */
final class SandboxTurns {

    private final int maxWaiting;

    /** Guarded by this, like {@link #taken}. */
    private final Map<SandboxCall.Priority, Deque<CountDownLatch>> waiting = new EnumMap<>(SandboxCall.Priority.class);

    private boolean taken;

    /** @param maxWaiting how many calls of each priority may wait; a waiting call keeps a thread of the API */
    SandboxTurns(int maxWaiting) {
        this.maxWaiting = maxWaiting;
        for (SandboxCall.Priority priority : SandboxCall.Priority.values()) {
            waiting.put(priority, new ArrayDeque<>());
        }
    }

    /** Waits for the turn. Returns false if it does not come in time, or too many others wait already. */
    boolean acquire(SandboxCall.Priority priority, Duration timeout) throws InterruptedException {
        CountDownLatch turn = new CountDownLatch(1);
        synchronized (this) {
            if (!taken) {
                taken = true;
                return true;
            }
            if (waiting.get(priority).size() >= maxWaiting) {
                return false;
            }
            waiting.get(priority).add(turn);
        }
        try {
            return turn.await(timeout.toMillis(), TimeUnit.MILLISECONDS) || !leave(priority, turn);
        } catch (InterruptedException e) {
            if (!leave(priority, turn)) {
                release();
            }
            throw e;
        }
    }

    /** Takes the turn if nobody has it. */
    synchronized boolean tryAcquire() {
        boolean free = !taken;
        taken = true;
        return free;
    }

    /** Returns false if the turn has come meanwhile. */
    private synchronized boolean leave(SandboxCall.Priority priority, CountDownLatch turn) {
        return waiting.get(priority).remove(turn);
    }

    /** Gives the turn to the next call. */
    synchronized void release() {
        for (Deque<CountDownLatch> queue : waiting.values()) {
            if (!queue.isEmpty()) {
                queue.remove().countDown();
                return;
            }
        }
        taken = false;
    }
}
