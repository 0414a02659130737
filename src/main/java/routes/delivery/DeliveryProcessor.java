package routes.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import routes.event.Batch;
import routes.event.ReceivedEvent;
import routes.model.RetrySpec;

/**
 * The last processor of a hub route: carries out the verdict on each event of a batch. An exchange is done when the last of
 * its events is; no thread waits for it. Thread-safe.
 */
public final class DeliveryProcessor extends AsyncProcessorSupport {

    private final String route;
    private final List<DeliveryTarget> targets;
    private final DeliveryTarget.DeadLetterTarget lastResort;
    private final RetrySpec retry;
    private final DeliveryContext with;
    private volatile Optional<DeliverySession> shift = Optional.empty();

    /** @param targets in the order of the route's destinations, to which a verdict refers by index */
    public DeliveryProcessor(
            String route,
            List<DeliveryTarget> targets,
            DeliveryTarget.DeadLetterTarget deadLetter,
            RetrySpec retry,
            DeliveryContext with) {
        this.route = route;
        this.targets = targets;
        this.lastResort = deadLetter;
        this.retry = retry;
        this.with = with;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        List<ReceivedEvent> events = exchange.getMessage().getBody(Batch.class).events();
        Optional<DeliverySession> now = shift;
        if (events.isEmpty() || now.isEmpty()) {
            with.metrics().abandoned(events.size());
            callback.done(true);
            return true;
        }
        now.get().take(events, callback);
        return false;
    }

    /** Why the route is held, by target; empty where it is not. Thread-safe. */
    public Map<String, String> outages() {
        return shift.map(DeliverySession::outages).orElse(Map.of());
    }

    @Override
    protected void doStart() {
        DeliverySession next = new DeliverySession(route, targets, lastResort, retry, with);
        next.begin();
        shift = Optional.of(next);
    }

    @Override
    protected void doStop() {
        Optional<DeliverySession> last = shift;
        shift = Optional.empty();
        last.ifPresent(DeliverySession::end);
    }
}
