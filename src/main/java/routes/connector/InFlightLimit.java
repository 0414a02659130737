package routes.connector;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much a source may have handed on and not yet seen finished. Once full, it stays so until a quarter is free again, so
 * that a source does not pause and resume for every event. Thread-safe.
 */
public final class InFlightLimit {

    private final int mostEvents;
    private final long mostBytes;
    private final Runnable relieved;
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean full = new AtomicBoolean();

    /** @param relieved called, by whoever finishes an event, when there is room again after it was full; must not block */
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
