package routes.runtime;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import routes.connector.SourceConsumer;

/** Waits for the events in flight before a route stops, for at most the shutdown timeout of the Camel context. */
final class Drain {

    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(5);

    private final long end;

    private Drain(long end) {
        this.end = end;
    }

    static Drain begin(CamelContext context) {
        return new Drain(System.nanoTime()
                + context.getShutdownStrategy()
                        .getTimeUnit()
                        .toNanos(context.getShutdownStrategy().getTimeout()));
    }

    /** Suspends the source and waits for its events in flight. Checks more often than Camel, which checks once a second. */
    void empty(SourceConsumer source) {
        source.suspend();
        while (source.inFlight() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }

    /** The remaining time in milliseconds; at least 1, the shortest timeout for Camel. */
    long leftMillis() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }
}
