package routes.connector;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the events, and the bytes of their bodies, that a source has in flight. After the limit has been reached, it counts as
 * full until a quarter is free again, so that the source does not pause and resume for every event. Thread-safe.
 */
public final class InFlightLimit {

    private final int mostEvents;
    private final long mostBytes;
    private final Runnable relieved;
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean full = new AtomicBoolean();

    /**
     * @param relieved called when there is room again after the limit was reached, on the thread that finishes an event; must
     *     not block
     */
    public InFlightLimit(int mostEvents, long mostBytes, Runnable relieved) {
        this.mostEvents = mostEvents;
        this.mostBytes = mostBytes;
        this.relieved = relieved;
    }

    public void taken(int size) {
        int now = events.incrementAndGet();
        long nowBytes = bytes.addAndGet(size);
        if (now >= mostEvents || nowBytes >= mostBytes) {
            full.set(true);
        }
    }

    public void finished(int size) {
        int now = events.decrementAndGet();
        long nowBytes = bytes.addAndGet(-size);
        if (now <= mostEvents - mostEvents / 4 - 1
                && nowBytes <= mostBytes - mostBytes / 4
                && full.compareAndSet(true, false)) {
            relieved.run();
        }
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

    public int mostEvents() {
        return mostEvents;
    }

    public long mostBytes() {
        return mostBytes;
    }
}
