package routes.connector.kafka;

import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;

/**
 * How many bytes a client may fetch at a time or gather in a batch: less where many sources or targets share a small heap. A
 * client may keep several of either.
 *
 * @param heap the largest heap, in bytes
 * @param clients the sources, or the targets other than for dead letters, of all routes
 */
record ClientBuffers(long heap, long clients) {

    /** Of one fetch, unless a single batch of records has more. Fetched records do not count against the in-flight limit. */
    static final int LARGEST_FETCH = 1 << 20;

    private static final int SMALLEST_FETCH = 32 << 10;

    /**
     * Larger than the client's default of 16 KiB, which a dozen events fill: the broker's work depends on the number of
     * batches.
     */
    static final int LARGEST_BATCH = 128 << 10;

    private static final int SMALLEST_BATCH = 16 << 10;

    /** Fetches take one of so many parts of the heap. */
    private static final int FETCH_PARTS = 32;

    /** A producer keeps the memory of as many batches as it has had at a time: up to eight for a topic of a few partitions. */
    private static final int BATCH_PARTS = 128;

    /** @param alike what the clients with which the heap is shared are for */
    static ClientBuffers of(CamelContext context, Predicate<Endpoint> alike) {
        long clients = context.getEndpoints().stream().filter(alike).count();
        return new ClientBuffers(Runtime.getRuntime().maxMemory(), Math.max(1, clients));
    }

    int fetch() {
        return between(SMALLEST_FETCH, heap / FETCH_PARTS / clients, LARGEST_FETCH);
    }

    int batch() {
        return between(SMALLEST_BATCH, heap / BATCH_PARTS / clients, LARGEST_BATCH);
    }

    private static int between(int least, long asked, int most) {
        return (int) Math.max(least, Math.min(most, asked));
    }
}
