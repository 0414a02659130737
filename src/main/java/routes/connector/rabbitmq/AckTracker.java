package routes.connector.rabbitmq;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import routes.connector.ContiguousQueue;

/**
 * Tracks which deliveries of one channel can be acknowledged: all up to the oldest unfinished one with a single
 * acknowledgement, and later ones individually if the oldest one takes long. Thread-safe.
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

    /** Sets the broker's prefetch limit: the number of unacknowledged deliveries that it sends. */
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

    /** Adds a delivery. To be called in the order of the delivery tags. */
    synchronized Taken taken(long tag, long now) {
        Taken taken = new Taken(tag, now);
        order.add(taken);
        return taken;
    }

    /** Whether the sender of acknowledgements should be woken. */
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

    /** The acknowledgements to send now, in this order. Each is returned only once. */
    synchronized List<Ack> due(long now) {
        boolean rested = now - since >= QUIET_NANOS;
        return unsent == 0 || unsent < enough && !rested ? List.of() : collected(now, STUCK_NANOS);
    }

    /** The acknowledgements of all finished deliveries. */
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
