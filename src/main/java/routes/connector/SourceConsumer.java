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
import routes.event.ReceivedEvent;

/**
 * The base class of all sources: receives events, hands them on without waiting for their delivery, and acknowledges finished
 * events.
 *
 * <p>Starting must not wait for the broker: a source connects on another thread and reconnects with a back-off as long as it is
 * started. A suspended source takes no new events but continues to acknowledge. When the route stops, Camel first suspends the
 * source, waits until nothing is in flight, and then stops it.
 */
public abstract class SourceConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {

    private static final Logger LOG = LoggerFactory.getLogger(SourceConsumer.class);

    private final InFlightLimit bound;
    private volatile Readiness state = Readiness.notReady("not connected yet");
    private volatile Optional<String> broken = Optional.empty();
    private volatile OptionalLong lag = OptionalLong.empty();

    protected SourceConsumer(Endpoint endpoint, Processor processor, int mostEvents, long mostBytes) {
        super(endpoint, processor);
        this.bound = new InFlightLimit(mostEvents, mostBytes, this::relieved);
    }

    /** Whether events can be taken now; thread-safe, does not block. */
    public final Readiness state() {
        return broken.map(Readiness::notReady).orElse(state);
    }

    /** Sets the readiness of the source. */
    protected final void is(Readiness now) {
        state = now;
    }

    /** The last known number of events at the broker that are not received or not acknowledged yet; thread-safe. */
    public final OptionalLong lag() {
        return lag;
    }

    /** Sets the number of waiting events; empty if it is not known any more. */
    protected final void lags(OptionalLong seen) {
        lag = seen;
    }

    /** Called when there is room again after the in-flight limit was reached, on any thread; must not block. */
    protected abstract void relieved();

    protected final InFlightLimit bound() {
        return bound;
    }

    /** The events in flight. */
    public final int inFlight() {
        return bound.events();
    }

    /**
     * Hands events on to the route. Each must already be counted by {@link InFlightLimit#taken}. Returns before they are
     * delivered.
     */
    protected final void handOn(List<ReceivedEvent> events) {
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(new Batch(events));
        getAsyncProcessor().process(exchange, doneSync -> {
            Optional.ofNullable(exchange.getException()).ifPresent(this::broke);
            releaseExchange(exchange, false);
        });
    }

    /** Reports a bug in the hub: the affected events stay unacknowledged, and come again only after a restart of the hub. */
    private void broke(Throwable cause) {
        if (broken.isEmpty()) {
            LOG.atError()
                    .addKeyValue("source", getEndpoint())
                    .setCause(cause)
                    .log("Received events could not be handed on; they are not acknowledged and come again after"
                            + " a restart of the hub");
        }
        broken = Optional.of("received events could not be handed on ("
                + cause.getClass().getName() + "); they come again after a restart of the hub");
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        return bound.events();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // Nothing to prepare: doSuspend and doStop do everything.
    }
}
