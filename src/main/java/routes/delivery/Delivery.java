package routes.delivery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import routes.definition.Retry;
import routes.event.Batch;
import routes.event.ReceivedEvent;

/**
 * The last processor of a hub route: carries out the verdict on each event of a batch. An exchange is done when the last of
 * its events is; no thread waits for it. Thread-safe.
 */
public final class Delivery extends AsyncProcessorSupport {

    private final String route;
    private final List<Outlet> outlets;
    private final Outlet.LastResort lastResort;
    private final Retry retry;
    private final Circumstances with;
    private volatile Optional<Shift> shift = Optional.empty();

    /** @param outlets in the order of the route's destinations, to which a verdict refers by index */
    public Delivery(String route, List<Outlet> outlets, Outlet.LastResort deadLetter, Retry retry, Circumstances with) {
        this.route = route;
        this.outlets = outlets;
        this.lastResort = deadLetter;
        this.retry = retry;
        this.with = with;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        List<ReceivedEvent> events = exchange.getMessage().getBody(Batch.class).events();
        Optional<Shift> now = shift;
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
        return shift.map(Shift::outages).orElse(Map.of());
    }

    @Override
    protected void doStart() {
        Shift next = new Shift(route, outlets, lastResort, retry, with);
        next.begin();
        shift = Optional.of(next);
    }

    @Override
    protected void doStop() {
        Optional<Shift> last = shift;
        shift = Optional.empty();
        last.ifPresent(Shift::end);
    }
}
