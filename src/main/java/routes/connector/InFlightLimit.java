package routes.connector;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many events, and how many bytes of bodies, a source may have in flight. The number of events is an upper bound, below
 * which the limit {@link AdaptiveLimit adapts itself}; and all sources together have no more than their {@link InFlightMemory}.
 * Once full, it stays full until a quarter is free again, so that a source
 * does not pause and resume for every event. {@link SourceConsumer} counts. Thread-safe.
 */
public final class InFlightLimit {

    private final int maxEvents;
    private final long maxBytes;
    private final InFlightMemory memory;
    private final Runnable onCapacity;
    private final AdaptiveLimit adaptive;
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger parked = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();

    /**
     * @param memory shared by all sources
     * @param onCapacity called by the thread that ends an event, when there is room again after it was full; must not block
     */
    public InFlightLimit(int maxEvents, long maxBytes, InFlightMemory memory, Runnable onCapacity) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
        this.memory = memory;
        this.onCapacity = onCapacity;
        this.adaptive = new AdaptiveLimit(maxEvents);
    }

    public void add(int size) {
        int now = events.incrementAndGet();
        long nowBytes = bytes.addAndGet(size);
        memory.add(size);
        if (now - parked.get() >= adaptive.now()) {
            adaptive.reached();
            full.set(true);
        } else if (now >= maxEvents || nowBytes >= maxBytes || memory.isFull(now, nowBytes)) {
            full.set(true);
        }
    }

    public void remove(int size) {
        int now = events.decrementAndGet();
        long nowBytes = bytes.addAndGet(-size);
        memory.remove(size);
        adaptive.ended();
        if (leavesRoom(now - parked.get(), adaptive.now())
                && leavesRoom(now, maxEvents)
                && nowBytes <= maxBytes - maxBytes / 4
                && memory.leavesRoom(now, nowBytes)
                && full.compareAndSet(true, false)) {
            onCapacity.run();
        }
    }

    private static boolean leavesRoom(int events, int limit) {
        return events < limit - limit / 4;
    }

    /** One of the events may stay for long. */
    void park() {
        parked.incrementAndGet();
    }

    void unpark() {
        parked.decrementAndGet();
    }

    /** How many of the events may stay for long. */
    public int parked() {
        return parked.get();
    }

    public boolean isFull() {
        return full.get();
    }

    public int events() {
        return events.get();
    }

    public long bytes() {
        return bytes.get();
    }

    public int maxEvents() {
        return maxEvents;
    }

    public long maxBytes() {
        return maxBytes;
    }
}
