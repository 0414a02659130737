package routes.connector;

import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Headers;
import routes.event.OutboundBatch;
import routes.event.OutboundMessage;
import routes.event.PendingSend;
import routes.event.SendError;

/**
 * The base class of all targets: takes a batch, keeps many sends in flight, and answers each event individually when the broker
 * has answered.
 *
 * <p>Starting must not wait for the broker: a target connects for its first send, and reconnects for the next send after it has
 * lost its connection.
 */
public abstract class TargetProducer extends DefaultAsyncProducer {

    protected TargetProducer(Endpoint endpoint) {
        super(endpoint);
    }

    /**
     * Sends these in order. Answers each of them exactly once, now or later; never throws. Called by one thread at a time.
     * May block for a few seconds at most; what cannot be sent by then is refused as an outage.
     */
    protected abstract void send(List<PendingSend> sends);

    @Override
    public final boolean process(Exchange exchange, AsyncCallback callback) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof OutboundBatch) {
            send(((OutboundBatch) body).sends());
            callback.done(true);
            return true;
        }
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        Event event = new Event(Bytes.ofNullable(bytes), Bytes.absent(), Headers.none());
        send(List.of(new Single(OutboundMessage.of(event), exchange, callback)));
        return false;
    }

    /** What any other Camel route sends: one body, whose exchange is done when the broker has answered. */
    private record Single(OutboundMessage message, Exchange exchange, AsyncCallback callback) implements PendingSend {

        @Override
        public void confirmed() {
            callback.done(false);
        }

        @Override
        public void refused(SendError error) {
            exchange.setException(new IllegalStateException(error.kind() + ": " + error.detail()));
            callback.done(false);
        }
    }
}
