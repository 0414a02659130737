package routes.runtime;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import routes.control.EventOrder;
import routes.control.OperationRejectedException;
import routes.control.OrderEffect;
import routes.state.EventOrderStore;
import routes.state.LocalEventOrderStore;
import routes.state.StoredOrder;
import routes.support.StructuredLogger;
import routes.support.Threads;

/**
 * The orders about single events. Every replica reads the store each second, and carries out the orders about its own events,
 * also those that it receives later. An order is removed when its event has ended, or when it has had no effect for some minutes,
 * so that it never acts when nobody expects it any more. Thread-safe.
 */
public final class EventOrders implements AutoCloseable {

    private static final Logger LOG = StructuredLogger.of(EventOrders.class);

    /** How long an order waits until a replica can carry it out. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** The most orders that wait at the same time: a ConfigMap holds a mebibyte. */
    private static final int MOST = 200;

    private final EventOrderStore store;
    private final Clock clock;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Threads.named("hub-orders"));
    private boolean isTroubled;

    /** @param store the store of the orders; empty if the hub has none */
    public EventOrders(Optional<EventOrderStore> store, Clock clock) {
        this.store = store.orElseGet(LocalEventOrderStore::new);
        this.clock = clock;
    }

    /** The events of this replica. */
    interface Events {

        /** Carries out an order, unless that was done before. */
        OrderEffect order(String route, String event, EventOrder order);

        /** Whether an event about which an order was given has ended here. */
        boolean isCarriedOut(String route, String event);

        /** The order about the event is removed from the store. */
        void forgetCarriedOut(String route, String event);
    }

    /** Begins to read the store periodically. */
    void begin(Events events) {
        timer.scheduleWithFixedDelay(() -> look(events), 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether other replicas see the orders. */
    boolean areShared() {
        return store.isShared();
    }

    /** Stores an order. Returns when it lapses. */
    Instant keep(String route, String event, EventOrder order) {
        Instant expires = clock.instant().plus(LIFETIME);
        OrderStorage.change(store.where(), () -> {
            if (store.all().size() >= MOST) {
                throw new OperationRejectedException(
                        OperationRejectedException.Cause.CONFLICT,
                        MOST + " orders about events wait already; wait until some are carried out or have lapsed");
            }
            store.keep(new StoredOrder(route, event, order, expires));
        });
        return expires;
    }

    void look(Events events) {
        try {
            for (StoredOrder stored : store.all()) {
                attend(stored, events);
            }
            isTroubled = false;
        } catch (IOException | RuntimeException e) {
            if (!isTroubled) {
                LOG.atError()
                        .addKeyValue("endpoint", store.where())
                        .setCause(e)
                        .log("Orders about events cannot be read; will retry");
            }
            isTroubled = true;
        }
    }

    private void attend(StoredOrder stored, Events events) throws IOException {
        if (events.isCarriedOut(stored.route(), stored.event())) {
            store.forget(stored);
            events.forgetCarriedOut(stored.route(), stored.event());
            return;
        }
        OrderEffect effect = events.order(stored.route(), stored.event(), stored.order());
        Instant now = clock.instant();
        if (effect == OrderEffect.TAKEN) {
            renew(stored, now);
        } else if (stored.expires().isBefore(now)) {
            lapse(stored, effect);
        }
    }

    /** Otherwise another replica would remove the order while this one waits for the answer of a target. */
    private void renew(StoredOrder stored, Instant now) throws IOException {
        if (stored.expires().isBefore(now.plus(LIFETIME.dividedBy(2)))) {
            store.keep(new StoredOrder(stored.route(), stored.event(), stored.order(), now.plus(LIFETIME)));
        }
    }

    private void lapse(StoredOrder stored, OrderEffect effect) throws IOException {
        store.forget(stored);
        LOG.atWarn()
                .addKeyValue("route", stored.route())
                .addKeyValue("event", stored.event())
                .addKeyValue("action", stored.order().action())
                .addKeyValue("reason", effect.why())
                .log("An order about an event has lapsed without effect");
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
