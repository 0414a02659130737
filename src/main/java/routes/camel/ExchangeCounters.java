package routes.camel;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.RoutePolicySupport;
import routes.control.RouteStatus;
import routes.control.StatusHistory;

/** What is counted and seen of one route, whatever becomes of its definition. Thread-safe. */
final class ExchangeCounters {

    private final LongAdder received = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final StatusHistory sightings;

    ExchangeCounters(Clock clock) {
        this.sightings = new StatusHistory(clock);
    }

    /** Counts what goes through one Camel route. */
    RoutePolicy counting() {
        return new RoutePolicySupport() {
            @Override
            public void onExchangeBegin(Route route, Exchange exchange) {
                received.increment();
            }

            @Override
            public void onExchangeDone(Route route, Exchange exchange) {
                (exchange.isFailed() ? failed : completed).increment();
            }
        };
    }

    long received() {
        return received.sum();
    }

    /** Failed is what nobody handled. */
    Map<String, Long> outcomes() {
        return Map.of("completed", completed.sum(), "failed", failed.sum());
    }

    StatusHistory.Entry see(RouteStatus.State state, List<String> problems) {
        return sightings.see(state, problems);
    }
}
