package routes.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;

/**
 * A batch whose events have not all ended. Its exchange is done when the last event has ended or is parked, or when the route stops. All events
 * must be added before other threads use the batch. Thread-safe.
 */
final class InFlightBatch {

    private final List<EventDelivery> deliveries;
    private final AtomicInteger left;
    private final AtomicInteger busy;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final AtomicBoolean exchangeIsOpen = new AtomicBoolean(true);
    private final AsyncCallback exchangeIsDone;
    private final Consumer<InFlightBatch> whenClosed;

    /** @param whenClosed called once, when no event is left */
    InFlightBatch(int events, AsyncCallback exchangeIsDone, Consumer<InFlightBatch> whenClosed) {
        this.deliveries = new ArrayList<>(events);
        this.left = new AtomicInteger(events);
        this.busy = new AtomicInteger(events);
        this.exchangeIsDone = exchangeIsDone;
        this.whenClosed = whenClosed;
    }

    void add(EventDelivery delivery) {
        deliveries.add(delivery);
    }

    /** All of its events, also those that have ended. */
    Stream<EventDelivery> events() {
        return deliveries.stream();
    }

    /** Called when an event is parked, once at most: the exchange does not wait for it, nor does a stop of the route. */
    void oneHasParked() {
        if (busy.decrementAndGet() == 0) {
            endExchange();
        }
    }

    /** Called when an event has ended and its source has been notified. */
    void oneHasEnded(boolean wasParked) {
        if (left.decrementAndGet() == 0) {
            close();
        }
        if (!wasParked && busy.decrementAndGet() == 0) {
            endExchange();
        }
    }

    /** Returns all events that have not ended to their source, and lists them. */
    List<EventDelivery> giveBack() {
        List<EventDelivery> returned =
                deliveries.stream().filter(EventDelivery::giveBack).toList();
        close();
        return returned;
    }

    private void close() {
        if (open.getAndSet(false)) {
            whenClosed.accept(this);
            endExchange();
        }
    }

    private void endExchange() {
        if (exchangeIsOpen.getAndSet(false)) {
            exchangeIsDone.done(false);
        }
    }
}
