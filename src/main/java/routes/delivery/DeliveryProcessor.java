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
 * The last processor of a hub route. It delivers each event of a batch according to its routing decision. The exchange is done
 * when the last of its events has ended; no thread waits for that. Thread-safe.
 */
public final class DeliveryProcessor extends AsyncProcessorSupport {

    private final String route;
    private final List<DeliveryTarget> targets;
    private final DeliveryTarget.DeadLetterTarget deadLetter;
    private final RetrySpec retry;
    private final DeliveryContext context;
    private volatile Optional<DeliverySession> session = Optional.empty();

    /** @param targets the targets in the order of the route's list; a routing decision refers to them by index */
    public DeliveryProcessor(
            String route,
            List<DeliveryTarget> targets,
            DeliveryTarget.DeadLetterTarget deadLetter,
            RetrySpec retry,
            DeliveryContext context) {
        this.route = route;
        this.targets = targets;
        this.deadLetter = deadLetter;
        this.retry = retry;
        this.context = context;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        List<Batch.RoutedEvent> events =
                exchange.getMessage().getBody(Batch.Routed.class).events();
        Optional<DeliverySession> now = session;
        if (events.isEmpty() || now.isEmpty()) {
            List<ReceivedEvent> returned =
                    events.stream().map(Batch.RoutedEvent::received).toList();
            returned.forEach(ReceivedEvent::returned);
            ReturnedEvents.count(returned, context.metrics());
            callback.done(true);
            return true;
        }
        now.get().deliver(events, callback);
        return false;
    }

    /** The reasons why delivery is suspended, by target; empty if it is not suspended. Thread-safe. */
    public Map<String, String> outages() {
        return session.map(DeliverySession::outages).orElse(Map.of());
    }

    /** The targets and the dead letter target, while the route runs. Thread-safe. */
    public List<WatchedTarget> watched() {
        return session.map(DeliverySession::watched).orElse(List.of());
    }

    @Override
    protected void doStart() {
        DeliverySession next = new DeliverySession(route, targets, deadLetter, retry, context);
        next.begin();
        session = Optional.of(next);
    }

    @Override
    protected void doStop() {
        Optional<DeliverySession> last = session;
        session = Optional.empty();
        last.ifPresent(DeliverySession::end);
    }
}
