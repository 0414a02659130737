package routes.camel;

import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeRedeliveryEvent;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SimpleEventNotifierSupport;

/** Sees every retry of an exchange, by whichever error handler, and has it counted for its route. Thread-safe. */
final class RetryObserver extends SimpleEventNotifierSupport {

    private final Function<String, ExchangeCounters> counters;

    /** @param counters returns the counters of a route, by its id */
    RetryObserver(Function<String, ExchangeCounters> counters) {
        this.counters = counters;
        setupIgnore(true);
        setIgnoreExchangeEvents(false);
        setIgnoreExchangeFailedEvents(false); // this is what Camel asks before it tells of a retry
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeRedeliveryEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeRedeliveryEvent retry) {
            counters.apply(route(retry.getExchange())).retry(retry.getExchange(), retry.getAttempt());
        }
    }

    /** The route in which the exchange is, which need not be the one that received it. */
    private static String route(Exchange exchange) {
        return Optional.ofNullable(exchange.getUnitOfWork())
                .map(UnitOfWork::getRoute)
                .map(Route::getRouteId)
                .orElse(exchange.getFromRouteId());
    }
}
