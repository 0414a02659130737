package routes.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;

/**
 * A batch whose events have not all ended. Its exchange is done with the last of them, or when the route stops. Thread-safe
 * once all of its events are added.
 */
final class InFlightBatch {

    private final List<EventDelivery> deliveries;
    private final AtomicInteger left;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final AsyncCallback exchangeIsDone;
    private final Consumer<InFlightBatch> whenClosed;

    /** @param whenClosed called with the exchange's callback, once */
    InFlightBatch(int events, AsyncCallback exchangeIsDone, Consumer<InFlightBatch> whenClosed) {
        this.deliveries = new ArrayList<>(events);
        this.left = new AtomicInteger(events);
        this.exchangeIsDone = exchangeIsDone;
        this.whenClosed = whenClosed;
    }

    void add(EventDelivery delivery) {
        deliveries.add(delivery);
    }

    /** An event has ended, and its source knows. */
    void oneHasEnded() {
        if (left.decrementAndGet() == 0) {
            close();
        }
    }

    /** Gives back what has not ended to its source. Returns those events. */
    List<EventDelivery> giveBack() {
        List<EventDelivery> returned =
                deliveries.stream().filter(EventDelivery::giveBack).toList();
        close();
        return returned;
    }

    private void close() {
        if (open.getAndSet(false)) {
            whenClosed.accept(this);
            exchangeIsDone.done(false);
        }
    }
}
