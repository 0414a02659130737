package routes.delivery;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;

/** A batch whose events are not all finished; its exchange is done with the last of them. Thread-safe. */
final class OpenBatch {

    private final AtomicInteger open;
    private final AsyncCallback exchangeIsDone;

    OpenBatch(int events, AsyncCallback exchangeIsDone) {
        this.open = new AtomicInteger(events);
        this.exchangeIsDone = exchangeIsDone;
    }

    void oneIsDone() {
        if (open.decrementAndGet() == 0) {
            exchangeIsDone.done(false);
        }
    }
}
