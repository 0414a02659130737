package routes.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import routes.control.EventOrder;
import routes.control.OperationRejectedException;
import routes.control.OrderEffect;
import routes.state.EventOrderStore;
import routes.state.FileEventOrderStore;
import routes.state.StoredOrder;
import routes.testkit.CapturedLog;

/** Two replicas with one store: what becomes of an order about an event that one of them has, or none. */
class EventOrdersTest {

    private static final EventOrder ORDER =
            new EventOrder(EventOrder.Action.DEAD_LETTER, "anna", Instant.EPOCH, "poison");

    private final TestClock clock = new TestClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final Replica one = new Replica();
    private final Replica other = new Replica();

    @TempDir
    private Path state;

    /** Has events, and ends those that it is ordered to end when the test says so. */
    private static final class Replica implements EventOrders.Events {
        private final Set<String> events = new HashSet<>();
        private final Set<String> ordered = new HashSet<>();
        private final Set<String> carriedOut = new HashSet<>();

        /** What an order does about an event that is here. */
        private OrderEffect effect = OrderEffect.TAKEN;

        @Override
        public OrderEffect order(String route, String event, EventOrder order) {
            if (!events.contains(event)) {
                return OrderEffect.NOT_HERE;
            }
            if (effect == OrderEffect.TAKEN) {
                ordered.add(event);
            }
            return effect;
        }

        @Override
        public boolean isCarriedOut(String route, String event) {
            return carriedOut.contains(event);
        }

        @Override
        public void forgetCarriedOut(String route, String event) {
            carriedOut.remove(event);
        }

        void end(String event) {
            events.remove(event);
            carriedOut.add(event);
        }
    }

    /** Forgets no order until it may. */
    private static final class ReadOnlyStore implements EventOrderStore {
        private final EventOrderStore orders;
        private boolean isReadOnly = true;

        ReadOnlyStore(EventOrderStore orders) {
            this.orders = orders;
        }

        @Override
        public void forget(StoredOrder order) throws IOException {
            if (isReadOnly) {
                throw new IOException("read-only file system");
            }
            orders.forget(order);
        }

        @Override
        public List<StoredOrder> all() throws IOException {
            return orders.all();
        }

        @Override
        public void keep(StoredOrder order) throws IOException {
            orders.keep(order);
        }

        @Override
        public String where() {
            return orders.where();
        }

        @Override
        public boolean isShared() {
            return orders.isShared();
        }
    }

    private EventOrderStore store() {
        return new FileEventOrderStore(state);
    }

    @Test
    void reachesTheReplicaThatHasTheEventAndIsForgottenWhenTheEventHasEnded() throws IOException {
        try (EventOrders ofOne = new EventOrders(Optional.of(store()), clock);
                EventOrders ofOther = new EventOrders(Optional.of(store()), clock)) {
            // given
            other.events.add("orders-3@1207");
            // when
            Instant expires = ofOne.keep("orders", "orders-3@1207", ORDER);
            ofOne.look(one);
            ofOther.look(other);
            // then
            assertThat(expires).isEqualTo(clock.instant().plus(EventOrders.LIFETIME));
            assertThat(one.ordered).isEmpty();
            assertThat(other.ordered).containsExactly("orders-3@1207");
            assertThat(store().all()).hasSize(1);
            other.end("orders-3@1207");
            ofOne.look(one);
            ofOther.look(other);
            assertThat(store().all()).isEmpty();
        }
    }

    @Test
    void isCarriedOutByTheReplicaThatReceivesTheEventLater() {
        try (EventOrders ofOther = new EventOrders(Optional.of(store()), clock)) {
            ofOther.keep("orders", "orders-3@1207", ORDER);
            ofOther.look(other);
            other.events.add("orders-3@1207");
            clock.pass(EventOrders.LIFETIME.minusSeconds(1));
            ofOther.look(other);
            assertThat(other.ordered).containsExactly("orders-3@1207");
        }
    }

    @Test
    void lapsesWhenNoReplicaHasHadTheEvent() throws IOException {
        CapturedLog log = CapturedLog.listen();
        try (EventOrders ofOne = new EventOrders(Optional.of(store()), clock)) {
            ofOne.keep("orders", "orders-3@1207", ORDER);
            clock.pass(EventOrders.LIFETIME);
            ofOne.look(one);
            assertThat(store().all()).hasSize(1);
            clock.pass(Duration.ofSeconds(1));
            ofOne.look(one);
            assertThat(store().all()).isEmpty();
            assertThat(log.lines()).anyMatch(line -> line.contains("has lapsed") && line.contains("orders-3@1207"));
        } finally {
            log.close();
        }
    }

    @Test
    void doesNotLapseWhileAReplicaWaitsForTheAnswerOfATarget() throws IOException {
        try (EventOrders ofOne = new EventOrders(Optional.of(store()), clock)) {
            one.events.add("orders-3@1207");
            ofOne.keep("orders", "orders-3@1207", ORDER);
            clock.pass(EventOrders.LIFETIME.multipliedBy(3));
            ofOne.look(one);
            assertThat(store().all()).hasSize(1);
            one.end("orders-3@1207");
            ofOne.look(one);
            assertThat(store().all()).isEmpty();
        }
    }

    /** The other one would remove it, and a restart of the one that waits would forget it. */
    @Test
    void doesNotLapseForAReplicaWithoutTheEventWhileAnotherWaits() throws IOException {
        try (EventOrders ofOne = new EventOrders(Optional.of(store()), clock);
                EventOrders ofOther = new EventOrders(Optional.of(store()), clock)) {
            other.events.add("orders-3@1207");
            ofOne.keep("orders", "orders-3@1207", ORDER);
            for (int i = 0; i < 10; i++) {
                clock.pass(EventOrders.LIFETIME.dividedBy(2).plusSeconds(1));
                ofOther.look(other);
                ofOne.look(one);
            }
            assertThat(store().all())
                    .singleElement()
                    .satisfies(stored -> assertThat(stored.order()).isEqualTo(ORDER));
        }
    }

    /** The letter may be parked an hour later, when nobody expects that it is discarded. */
    @ParameterizedTest
    @EnumSource(
            value = OrderEffect.class,
            names = {"TAKEN", "NOT_HERE"},
            mode = EnumSource.Mode.EXCLUDE)
    void lapsesWhileTheEventIsInFlightIfItHasHadNoEffect(OrderEffect effect) throws IOException {
        CapturedLog log = CapturedLog.listen();
        try (EventOrders ofOne = new EventOrders(Optional.of(store()), clock)) {
            // given
            one.events.add("orders-3@1207");
            one.effect = effect;
            ofOne.keep("orders", "orders-3@1207", ORDER);
            ofOne.look(one);
            assertThat(store().all()).hasSize(1);
            // when
            clock.pass(EventOrders.LIFETIME.plusSeconds(1));
            ofOne.look(one);
            // then
            one.effect = OrderEffect.TAKEN;
            ofOne.look(one);
            assertThat(one.ordered).isEmpty();
            assertThat(store().all()).isEmpty();
            assertThat(log.lines()).anyMatch(line -> line.contains("has lapsed") && line.contains(effect.why()));
        } finally {
            log.close();
        }
    }

    @Test
    void isForgottenByTheReplicaOnlyOnceTheStoreHasForgottenIt() throws IOException {
        // given
        ReadOnlyStore store = new ReadOnlyStore(store());
        try (EventOrders ofOne = new EventOrders(Optional.of(store), clock)) {
            one.events.add("orders-3@1207");
            ofOne.keep("orders", "orders-3@1207", ORDER);
            one.end("orders-3@1207");
            ofOne.look(one);
            assertThat(store.all()).hasSize(1);
            // when
            store.isReadOnly = false;
            ofOne.look(one);
            // then
            assertThat(store.all()).isEmpty();
            assertThat(one.carriedOut).isEmpty();
        }
    }

    @Test
    void areNotTakenWithoutBound() {
        try (EventOrders ofOne = new EventOrders(Optional.empty(), clock)) {
            for (int i = 0; i < 200; i++) {
                ofOne.keep("orders", "orders-3@" + i, ORDER);
            }
            assertThatThrownBy(() -> ofOne.keep("orders", "orders-3@200", ORDER))
                    .isInstanceOf(OperationRejectedException.class)
                    .hasMessageContaining("200 orders");
        }
    }
}
