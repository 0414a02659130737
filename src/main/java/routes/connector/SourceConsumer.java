package routes.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import routes.event.Batch;
import routes.event.Readiness;
import routes.event.SourceLag;
import routes.model.InFlight;
import routes.support.AvailabilityLog;
import routes.support.ResourceExhaustion;
import routes.support.StructuredLogger;

/**
 * A source: receives events, hands them on without waiting for their delivery, and acknowledges those that have ended.
 *
 * <p>Starting must not wait for the system at the other end: a source connects on another thread and, as long as it is
 * started, reconnects by itself with a back-off. While it is suspended it receives nothing new but goes on acknowledging.
 * When the route stops, Camel suspends it, waits until nothing is in flight, and then stops it.
 */
public abstract class SourceConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {

    private static final Logger LOG = StructuredLogger.of(SourceConsumer.class);

    private final InFlightLimit limit;
    private volatile Readiness readiness = Readiness.pending("not connected yet");
    private volatile Optional<String> broken = Optional.empty();
    private volatile Optional<SourceLag> lag = Optional.empty();
    private final AvailabilityLog availability = new AvailabilityLog(
            LOG,
            "Source failed; retrying with back-off. What is not acknowledged will be received again",
            "Source works again",
            () -> Map.of("route", route(), "source", source()));

    protected SourceConsumer(Endpoint endpoint, Processor processor, InFlight inFlight) {
        super(endpoint, processor);
        this.limit = new InFlightLimit(
                inFlight.maxEvents(),
                inFlight.bytes().bytes(),
                InFlightMemory.of(endpoint.getCamelContext()),
                this::onCapacity);
    }

    /** Whether events can be received now. Does not block. Thread-safe. */
    public final Readiness readiness() {
        return broken.map(Readiness::notReady).orElse(readiness);
    }

    /**
     * Says whether events can be received now; also to be called while nothing changes, several times a minute. A loss and a
     * return are logged. Thread-safe.
     */
    protected final void setReadiness(Readiness now) {
        readiness = now;
        if (now.isReady()) {
            availability.available();
        } else if (!now.isPending() && !isStoppingOrStopped()) {
            availability.lost(now.problem().orElseThrow());
        }
    }

    /** The name of the route, for the log. */
    protected final String route() {
        return Optional.ofNullable(getRouteId()).orElse("");
    }

    /** What is received from, for the log: {@code topic 'orders'}. */
    protected abstract String source();

    /** Events that wait at the source and are not yet received or not yet acknowledged, as last seen. Thread-safe. */
    public final Optional<SourceLag> lag() {
        return lag;
    }

    /** @param seen empty where the lag is not known any more */
    protected final void setLag(Optional<SourceLag> seen) {
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
        ResourceExhaustion.endIfOutOfMemory(cause);
        if (broken.isEmpty()) {
            LOG.atError()
                    .addKeyValue("route", route())
                    .addKeyValue("source", source())
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
