package routes.connector.rabbitmq;

import routes.connector.InFlightLimit;

/**
 * How many messages the broker may send before it sees them acknowledged. RabbitMQ counts messages and the hub's bound
 * counts bytes too, so the sizes seen so far decide: little is asked for until one has been seen. Thread-safe.
 */
final class Prefetch {

    /** Before a size is known. */
    static final int FIRST = 4;

    private static final int MEMORY = 256;

    private final InFlightLimit limit;
    private double mean;
    private int seen;

    Prefetch(InFlightLimit limit) {
        this.limit = limit;
    }

    /** A body of this size was delivered. */
    synchronized void seen(int size) {
        seen = Math.min(seen + 1, MEMORY);
        mean += (size - mean) / seen;
    }

    /** Bodies have become as large as this all at once. */
    synchronized void grewTo(long size) {
        mean = Math.max(mean, size);
    }

    /** How many there would be room for if nothing were in flight. */
    synchronized int most() {
        return of(limit.maxEvents(), limit.maxBytes());
    }

    /** How many there is room for beside what is in flight and what waits here to be handed on; 0 if none. */
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
