package routes.connector;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.event.Batch;
import routes.event.Readiness;
import routes.model.InFlight;

/**
 * A source: receives events, hands them on without waiting for their delivery, and acknowledges those that have ended.
 *
 * <p>Starting must not wait for the system at the other end: a source connects on another thread and, as long as it is
 * started, reconnects by itself with a back-off. While it is suspended it receives nothing new but goes on acknowledging.
 * When the route stops, Camel suspends it, waits until nothing is in flight, and then stops it.
 */
public abstract class SourceConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {

    private static final Logger LOG = LoggerFactory.getLogger(SourceConsumer.class);

    private final InFlightLimit limit;
    private volatile Readiness readiness = Readiness.notReady("not connected yet");
    private volatile Optional<String> broken = Optional.empty();
    private volatile OptionalLong lag = OptionalLong.empty();

    protected SourceConsumer(Endpoint endpoint, Processor processor, InFlight inFlight) {
        super(endpoint, processor);
        this.limit = new InFlightLimit(inFlight.events(), inFlight.bytes().bytes(), this::onCapacity);
    }

    /** Whether events can be received now. Does not block. Thread-safe. */
    public final Readiness readiness() {
        return broken.map(Readiness::notReady).orElse(readiness);
    }

    /** Thread-safe. */
    protected final void setReadiness(Readiness now) {
        readiness = now;
    }

    /** Events that wait at the source and are not yet received or not yet acknowledged, as last seen. Thread-safe. */
    public final OptionalLong lag() {
        return lag;
    }

    /** @param seen empty where the lag is not known any more */
    protected final void setLag(OptionalLong seen) {
        lag = seen;
    }

    /** Called when there is room again after the in-flight limit was reached, from any thread. Must not block. */
    protected abstract void onCapacity();

    protected final InFlightLimit limit() {
        return limit;
    }

    /** Events received and not yet ended, for which a stop waits: all but the parked ones. */
    public final int inFlight() {
        return Math.max(0, limit.events() - limit.parked());
    }

    /** Whether nothing more is received until events in flight have ended. Thread-safe. */
    public boolean isFull() {
        return limit.isFull();
    }

    /** Counts an event as in flight before it is handed on, where the source holds it back for a while. */
    protected final void count(InFlightEvent event) {
        event.enter(limit);
    }

    /** Hands events on, and counts them as in flight until they leave. Returns before they are delivered. */
    protected final void handOn(List<? extends InFlightEvent> events) {
        events.forEach(this::count);
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(new Batch.Received(List.copyOf(events)));
        getAsyncProcessor().process(exchange, doneSync -> {
            Optional.ofNullable(exchange.getException()).ifPresent(this::failed);
            releaseExchange(exchange, false);
        });
    }

    /** A fault in the hub itself: the events stay unacknowledged, and only a restart of the hub brings them again. */
    private void failed(Throwable cause) {
        if (broken.isEmpty()) {
            LOG.atError()
                    .addKeyValue("source", getEndpoint())
                    .setCause(cause)
                    .log(
                            "Received events could not be handed on; they will be received again after a restart of the hub");
        }
        broken = Optional.of("received events could not be handed on ("
                + cause.getClass().getName() + "); they will be received again after a restart of the hub");
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        return inFlight();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // Nothing to prepare: suspending and stopping do all of it.
    }
}
