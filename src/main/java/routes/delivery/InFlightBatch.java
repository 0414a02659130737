package routes.delivery;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;

/**
 * A batch whose events are not all finished; its exchange is done with the last of them, or when it is abandoned. Each event
 * either ends or is abandoned, never both. Thread-safe.
 */
final class InFlightBatch {

    private final AtomicInteger undecided;
    private final AtomicInteger unfinished;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final AsyncCallback exchangeIsDone;

    InFlightBatch(int events, AsyncCallback exchangeIsDone) {
        this.undecided = new AtomicInteger(events);
        this.unfinished = new AtomicInteger(events);
        this.exchangeIsDone = exchangeIsDone;
    }

    /** False if the batch was abandoned before: then the event is still its source's and must not end here. */
    boolean oneMayEnd() {
        return undecided.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    /** To be called after {@link #oneMayEnd}, once the source knows. Returns whether it was the last. */
    boolean oneHasEnded() {
        return unfinished.decrementAndGet() == 0;
    }

    /** Returns how many events will never end here. */
    int abandon() {
        return undecided.getAndSet(0);
    }

    void close() {
        if (open.getAndSet(false)) {
            exchangeIsDone.done(false);
        }
    }
}
