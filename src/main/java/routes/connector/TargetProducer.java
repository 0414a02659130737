package routes.connector;

import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import routes.event.Batch;
import routes.event.PendingSend;

/**
 * A target: takes an {@link Batch.Outbound}, keeps many sends in flight, and answers each of them on its own when the system at
 * the other end has answered.
 *
 * <p>Starting must not wait for that system: a target connects when it first sends, and again with the next send after it
 * lost its connection.
 */
public abstract class TargetProducer extends DefaultAsyncProducer {

    protected TargetProducer(Endpoint endpoint) {
        super(endpoint);
    }

    /**
     * Sends these in their order. Answers each of them exactly once, now or later; never throws. Called by one thread at a
     * time; may block for a few seconds at most; what cannot be sent by then is refused as an outage.
     */
    protected abstract void send(List<PendingSend> sends);

    @Override
    public final boolean process(Exchange exchange, AsyncCallback callback) {
        send(exchange.getMessage().getBody(Batch.Outbound.class).sends());
        callback.done(true);
        return true;
    }
}
