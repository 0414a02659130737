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
 * A source: takes events, hands them on without waiting for their delivery, and acknowledges what is finished.
 *
 * <p>Starting must not wait for the broker: a source connects on another thread and, for as long as it is started,
 * reconnects by itself with a back-off. Suspended it takes nothing new but goes on acknowledging; Camel suspends it first
 * when the route stops, waits until nothing is in flight, and stops it then.
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

    /** From now on the source is in this state. */
    protected final void is(Readiness now) {
        state = now;
    }

    /** Events that wait at the broker and are not yet taken or not yet acknowledged, as last seen; thread-safe. */
    public final OptionalLong lag() {
        return lag;
    }

    /** So many wait, as seen just now; empty where that is not known any more. */
    protected final void lags(OptionalLong seen) {
        lag = seen;
    }

    /** Called when there is room again after the bound was full, from any thread; must not block. */
    protected abstract void relieved();

    protected final InFlightLimit bound() {
        return bound;
    }

    /** Events taken and not yet finished. */
    public final int inFlight() {
        return bound.events();
    }

    /** Hands events on. Each must already be counted by {@link InFlightLimit#taken}. Returns before they are delivered. */
    protected final void handOn(List<ReceivedEvent> events) {
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(new Batch(events));
        getAsyncProcessor().process(exchange, doneSync -> {
            Optional.ofNullable(exchange.getException()).ifPresent(this::broke);
            releaseExchange(exchange, false);
        });
    }

    /** A mistake in the hub itself: what it was about stays unacknowledged, and only a start of the hub brings it again. */
    private void broke(Throwable cause) {
        if (broken.isEmpty()) {
            LOG.atError()
                    .addKeyValue("source", getEndpoint())
                    .setCause(cause)
                    .log("Events were taken and could not be handed on; they come again when the hub is started again");
        }
        broken = Optional.of("events were taken and could not be handed on ("
                + cause.getClass().getName() + "); they come again when the hub is started again");
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
        // Nothing to prepare: suspending and stopping say all.
    }
}
