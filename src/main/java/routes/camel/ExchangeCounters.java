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

/** The counters and the status history of one route. They outlive changes of its definition. Thread-safe. */
final class ExchangeCounters {

    private final LongAdder received = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final StatusHistory history;

    ExchangeCounters(Clock clock) {
        this.history = new StatusHistory(clock);
    }

    /** A policy that counts the exchanges of a Camel route. */
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

    /** The number of exchanges by result. {@code failed} counts exchanges whose error was not handled by the route. */
    Map<String, Long> outcomes() {
        return Map.of("completed", completed.sum(), "failed", failed.sum());
    }

    StatusHistory.Entry see(RouteStatus.State state, List<String> problems) {
        return history.see(state, problems);
    }
}
