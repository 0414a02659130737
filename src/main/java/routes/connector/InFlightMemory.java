package routes.connector;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;

/**
 * The memory that the events in flight of all routes of a hub may take together: a part of the heap. A source may take as much
 * as is free now, so that the sources that are busy at the same time come to have equal shares. Each may have a little in any
 * case: a route that holds its events for long does not keep the others from receiving. Thread-safe.
 */
public final class InFlightMemory {

    /** The rest of the heap is for copies that clients and steps make, and for all else. */
    private static final int HEAP_PARTS = 6;

    private static final long LEAST_SHARE = 64 << 10;

    /** What an event takes beside its body, in bytes. */
    private static final int OF_EVENT = 1 << 10;

    private final long total;
    private final AtomicLong used = new AtomicLong();

    /** @param total the bytes that the events of all sources may take, beyond the least share of each */
    public InFlightMemory(long total) {
        this.total = total;
    }

    /** @param heap the largest heap, in bytes */
    public static InFlightMemory ofHeap(long heap) {
        return new InFlightMemory(heap / HEAP_PARTS);
    }

    /** What all sources of this context share; no limit where nothing was set. */
    static InFlightMemory of(CamelContext context) {
        return Optional.ofNullable(context)
                .map(known -> known.getCamelContextExtension().getContextPlugin(InFlightMemory.class))
                .orElseGet(() -> new InFlightMemory(Long.MAX_VALUE));
    }

    /** From now on all sources of this context share this memory. */
    public void shareIn(CamelContext context) {
        context.getCamelContextExtension().addContextPlugin(InFlightMemory.class, this);
    }

    void add(int bodyBytes) {
        used.addAndGet(size(1, bodyBytes));
    }

    void remove(int bodyBytes) {
        used.addAndGet(-size(1, bodyBytes));
    }

    /** Whether a source with so many events, and so many bytes of bodies, may receive no more. */
    boolean isFull(int events, long bodyBytes) {
        return size(events, bodyBytes) >= share();
    }

    /** Whether such a source has a quarter of its share left, and always where it has no events. */
    boolean leavesRoom(int events, long bodyBytes) {
        long share = share();
        return size(events, bodyBytes) <= share - share / 4;
    }

    private long share() {
        return Math.max(LEAST_SHARE, total - used.get());
    }

    private static long size(int events, long bodyBytes) {
        return bodyBytes + (long) events * OF_EVENT;
    }
}
