package routes.connector.rabbitmq;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import routes.connector.ContiguousQueue;

/**
 * Which deliveries of one channel can be acknowledged: all at once up to the oldest unfinished, and one by one behind it
 * where that one keeps the others waiting. Thread-safe.
 */
final class AckTracker {

    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long STUCK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MANY = 64;

    private final ContiguousQueue<Taken> order = new ContiguousQueue<>();
    private int enough = 1;
    private int unsent;
    private int acknowledged;
    private long since;

    /** From now on the broker sends so many before it wants to see an acknowledgement. */
    synchronized void prefetched(int prefetch) {
        enough = Math.min(MANY, Math.max(1, prefetch / 8));
    }

    /** An acknowledgement to send. */
    record Ack(long tag, boolean multiple) {}

    /** One delivery; only {@link AckTracker} looks inside. */
    static final class Taken implements ContiguousQueue.Entry {
        private final long tag;
        private final long nanos;
        private boolean finished;
        private boolean acknowledged;

        private Taken(long tag, long nanos) {
            this.tag = tag;
            this.nanos = nanos;
        }

        @Override
        public boolean hasEnded() {
            return finished;
        }
    }

    /** To be called in the order of the tags. */
    synchronized Taken taken(long tag, long now) {
        Taken taken = new Taken(tag, now);
        order.add(taken);
        return taken;
    }

    /** Whether whoever sends acknowledgements should be woken. */
    synchronized boolean finished(Taken taken, long now) {
        taken.finished = true;
        unsent++;
        if (unsent == 1) {
            since = now;
        }
        return unsent == 1 || unsent == enough;
    }

    synchronized boolean waiting() {
        return unsent > 0;
    }

    synchronized int unacknowledged() {
        return order.size() - acknowledged;
    }

    /** What should be sent now, in this order. Each is told once. */
    synchronized List<Ack> due(long now) {
        boolean rested = now - since >= QUIET_NANOS;
        return unsent == 0 || unsent < enough && !rested ? List.of() : collected(now, STUCK_NANOS);
    }

    /** All that is finished. */
    synchronized List<Ack> rest() {
        return unsent == 0 ? List.of() : collected(0, Long.MIN_VALUE);
    }

    private List<Ack> collected(long now, long stuckAfter) {
        List<Ack> acks = new ArrayList<>();
        long[] last = {-1};
        order.takeEnded(taken -> {
            if (taken.acknowledged) {
                acknowledged--;
            } else {
                last[0] = taken.tag;
                unsent--;
            }
        });
        if (last[0] >= 0) {
            acks.add(new Ack(last[0], true));
        }
        if (unsent > 0 && (stuckAfter < 0 || now - order.peek().nanos > stuckAfter)) {
            for (Taken taken : order) {
                if (taken.finished && !taken.acknowledged) {
                    taken.acknowledged = true;
                    acknowledged++;
                    unsent--;
                    acks.add(new Ack(taken.tag, false));
                }
            }
        }
        return acks;
    }
}
