package routes.connector.rabbitmq;

import routes.connector.InFlightLimit;

/**
 * Calculates the prefetch limit. RabbitMQ counts only messages, but the hub's in-flight limit counts bytes too, so the limit
 * depends on the sizes of previous messages; it is small until the first one has been received. Thread-safe.
 */
final class Prefetch {

    /** The limit before any size is known. */
    static final int FIRST = 4;

    private static final int MEMORY = 256;

    private final InFlightLimit limit;
    private double mean;
    private int seen;

    Prefetch(InFlightLimit limit) {
        this.limit = limit;
    }

    /** Records the size of a delivered body, in bytes. */
    synchronized void seen(int size) {
        seen = Math.min(seen + 1, MEMORY);
        mean += (size - mean) / seen;
    }

    /** Records that bodies have suddenly become this large, in bytes. */
    synchronized void grewTo(long size) {
        mean = Math.max(mean, size);
    }

    /** The number of messages that fit if nothing is in flight. */
    synchronized int most() {
        return of(limit.maxEvents(), limit.maxBytes());
    }

    /** The number of messages that fit in addition to those in flight and those waiting to be handed on; 0 if none. */
    synchronized int room(int waiting, long waitingBytes) {
        int events = limit.maxEvents() - limit.events() - waiting;
        return limit.isFull() || events <= 0 ? 0 : of(events, limit.maxBytes() - limit.bytes() - waitingBytes);
    }

    private int of(int events, long bytes) {
        if (seen == 0) {
            return Math.min(events, FIRST);
        }
        return (int) Math.max(1, Math.min(events, bytes / Math.max(1, mean)));
    }
}
