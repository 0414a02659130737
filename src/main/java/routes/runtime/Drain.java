package routes.runtime;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import routes.connector.SourceConsumer;

/** Ends what is in flight before a route stops, for as long as Camel is told that this may last. */
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

    /** The source takes nothing more. Waits for what is in flight; sooner done than Camel, which looks once a second. */
    void empty(SourceConsumer source) {
        source.suspend();
        while (source.inFlight() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }

    /** At least one, which to Camel is next to nothing. */
    long leftMillis() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }
}
