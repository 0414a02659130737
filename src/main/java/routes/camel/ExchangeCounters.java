package routes.camel;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import routes.control.RouteStatus;
import routes.control.StatusHistory;
import routes.support.StructuredLogger;

/**
 * The counters, the exchanges that are being retried, and the status history of one route. They outlive changes of its
 * definition. Thread-safe.
 */
final class ExchangeCounters {

    private static final Logger LOG = StructuredLogger.of(ExchangeCounters.class);

    private final String route;
    private final LongAdder received = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final Map<String, Retry> retries = new ConcurrentHashMap<>();
    private final StatusHistory history;
    /** The error of the exchange that ended last; empty if it was completed. */
    private volatile Optional<String> lastFailure = Optional.empty();

    /** An exchange that is being retried: how often it was retried, and the last error. */
    private record Retry(int number, String error) {}

    /** @param route the id of the route */
    ExchangeCounters(String route, Clock clock) {
        this.route = route;
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
                done(exchange);
            }
        };
    }

    private void done(Exchange exchange) {
        (exchange.isFailed() ? failed : completed).increment();
        lastFailure = exchange.isFailed() ? Optional.of(error(exchange.getException())) : Optional.empty();
    }

    /** Counts the retry of an exchange, which may also be a part of one that the route has split. */
    void retry(Exchange exchange, int number) {
        retried.increment();
        Retry retry = new Retry(number, error(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
        if (retries.put(exchange.getExchangeId(), retry) == null) {
            LOG.atWarn()
                    .addKeyValue("route", CamelFileOptions.name(route))
                    .addKeyValue("problem", retry.error())
                    .log("Exchange failed; retrying it with back-off");
            exchange.getExchangeExtension().addOnCompletion(new RetriesEnd());
        }
    }

    /** Called when an exchange that was retried has ended. */
    private final class RetriesEnd implements Synchronization {

        @Override
        public void onComplete(Exchange exchange) {
            retries.remove(exchange.getExchangeId());
            LOG.atInfo().addKeyValue("route", CamelFileOptions.name(route)).log("Exchange completed after retries");
        }

        @Override
        public void onFailure(Exchange exchange) {
            retries.remove(exchange.getExchangeId());
        }
    }

    private static String error(Throwable thrown) {
        return thrown == null ? "an error that Camel does not tell" : CamelErrors.message(thrown);
    }

    /** Whether an exchange is being retried. */
    boolean isRetrying() {
        return !retries.isEmpty();
    }

    /** What is wrong with the exchanges of the route, if anything. */
    Optional<String> problem() {
        return retries.values().stream()
                .max(Comparator.comparingInt(Retry::number))
                .map(retry -> "an exchange fails and is tried again, with growing pauses; retries so far: "
                        + retry.number() + ", last error: " + retry.error())
                .or(() -> lastFailure.map(error -> "the last exchange has failed: " + error));
    }

    long received() {
        return received.sum();
    }

    /**
     * The number of exchanges by result. {@code failed} counts exchanges whose error was not handled by the route, {@code
     * retried} the retries of all exchanges.
     */
    Map<String, Long> outcomes() {
        return Map.of("completed", completed.sum(), "failed", failed.sum(), "retried", retried.sum());
    }

    StatusHistory.Entry see(RouteStatus.State state, List<String> problems) {
        return history.see(state, problems);
    }
}
