package routes.connector;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A limit of events in flight that adapts itself: measures how many events end in a second, and lets {@link HillClimbing} decide. An
 * interval is long enough for the events of the interval before to end first. Thread-safe.
 */
final class AdaptiveLimit {

    private static final long SHORTEST_INTERVAL = Duration.ofMillis(100).toNanos();

    /** How many times the limit must end in an interval. */
    private static final int TURNS = 3;

    /** After how many ended events the time is looked at; a power of two. */
    private static final int LOOK_EVERY = 64;

    private final boolean isFixed;
    private final AtomicLong ended = new AtomicLong();
    private final AtomicBoolean adapting = new AtomicBoolean();
    private volatile boolean wasReached;
    private volatile int limit;

    /** Used by one thread at a time, as are all below: the one that has set adapting. */
    private final HillClimbing climbing;

    private long begun = System.nanoTime();
    private long endedBefore;

    AdaptiveLimit(int most) {
        climbing = new HillClimbing(most);
        limit = climbing.limit();
        isFixed = limit == most;
    }

    int now() {
        return limit;
    }

    /** The limit is what keeps the source from taking more. */
    void reached() {
        wasReached = true;
    }

    /** One event has ended. */
    void ended() {
        if (isFixed) {
            return;
        }
        if (ended.incrementAndGet() % LOOK_EVERY == 0 && adapting.compareAndSet(false, true)) {
            try {
                look(System.nanoTime());
            } finally {
                adapting.set(false);
            }
        }
    }

    private void look(long now) {
        long count = ended.get() - endedBefore;
        if (now - begun >= SHORTEST_INTERVAL && count >= (long) TURNS * limit) {
            climbing.interval(count * 1e9 / (now - begun), wasReached);
            limit = climbing.limit();
            wasReached = false;
            begun = now;
            endedBefore += count;
        }
    }
}
