package routes.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import routes.control.Halt;
import routes.control.OperationRejectedException;
import routes.state.HaltStore;
import routes.state.RouteOrder;

class RouteHaltsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final RouteOrder PAUSE = RouteOrder.of(new Halt(Halt.Kind.PAUSED, "anna", NOW, ""), "one");
    private static final RouteOrder STOP = RouteOrder.of(new Halt(Halt.Kind.STOPPED, "oli", NOW, ""), "one");

    private final Store store = new Store();
    private final TestClock clock = new TestClock(NOW);
    private final RouteHalts halts = new RouteHalts(Optional.of(store), clock, Duration.ofDays(1));

    @AfterEach
    void close() {
        halts.close();
    }

    private static final class Store implements HaltStore {
        private final Map<String, RouteOrder> orders = new HashMap<>();
        private int reads;
        private boolean isReadOnly;

        @Override
        public Map<String, RouteOrder> all() {
            reads++;
            return Map.copyOf(orders);
        }

        @Override
        public void keep(String route, RouteOrder order) throws IOException {
            if (isReadOnly) {
                throw new IOException("read-only file system");
            }
            orders.put(route, order);
        }

        @Override
        public void forget(String route) throws IOException {
            if (isReadOnly) {
                throw new IOException("read-only file system");
            }
            orders.remove(route);
        }

        @Override
        public String where() {
            return "memory";
        }
    }

    @Test
    void putAnOrderBackAsItWasIfTheTextCouldNotBeWritten() {
        // given
        halts.order("orders", PAUSE, List.of());
        RouteOrder before = store.orders.get("orders");
        // when
        Runnable undo = halts.replaced("orders", "one", "two");
        RouteOrder noted = store.orders.get("orders");
        undo.run();
        // then
        assertThat(noted.revision()).isEqualTo("two");
        assertThat(noted.superseded()).contains("one");
        assertThat(store.orders).containsExactly(Map.entry("orders", before));
    }

    @Test
    void leaveAnOrderAloneThatWasGivenWhileTheTextWasWritten() {
        halts.order("orders", PAUSE, List.of());
        Runnable undo = halts.replaced("orders", "one", "two");
        halts.order("orders", STOP, List.of());
        RouteOrder stop = store.orders.get("orders");

        undo.run();

        assertThat(store.orders).containsExactly(Map.entry("orders", stop));
    }

    @Test
    void readTheStoreOnceForATextToWhichNoOrderApplies() {
        Runnable undo = halts.replaced("orders", "one", "two");

        assertThat(store.reads).isEqualTo(1);
        undo.run();
        assertThat(store.orders).isEmpty();
    }

    @Test
    void readTheClockOfTheHub() {
        RouteOrder resumed = new RouteOrder(RouteOrder.Kind.RESUMED, "anna", NOW, "", "two", List.of("one"));
        store.orders.put("orders", resumed);
        halts.look();
        LoadedRevision loadedSince = LoadedRevision.of(() -> "one", NOW.plusSeconds(1));

        assertThat(halts.halt("orders", loadedSince).orElseThrow().isOrdered()).isFalse();
    }

    @Test
    void sayThatAnOrderCannotBeKeptAndKeepTheOneBefore() {
        halts.order("orders", PAUSE, List.of());
        store.isReadOnly = true;

        OperationRejectedException rejection =
                catchThrowableOfType(OperationRejectedException.class, () -> halts.order("orders", STOP, List.of()));

        assertThat(rejection.why()).isEqualTo(OperationRejectedException.Cause.UNAVAILABLE);
        assertThat(rejection).hasMessage("the order cannot be kept in memory: read-only file system");
        assertThat(halts.halt("orders").orElseThrow().kind()).isEqualTo(Halt.Kind.PAUSED);
    }

    @Test
    void removeTheOrderForARouteThatHasBeenAbsentForADay() {
        // given
        halts.order("removed", PAUSE, List.of());
        halts.order("orders", PAUSE, List.of());
        halts.forgetAbsent("orders"::equals);
        clock.pass(Duration.ofHours(23));
        halts.forgetAbsent("orders"::equals);
        Set<String> before = Set.copyOf(store.orders.keySet());
        // when
        clock.pass(Duration.ofHours(1));
        halts.forgetAbsent("orders"::equals);
        // then
        assertThat(before).containsExactlyInAnyOrder("removed", "orders");
        assertThat(store.orders).containsOnlyKeys("orders");
        assertThat(halts.isOrdered("removed")).isFalse();
    }

    @Test
    void keepTheOrderForARouteThatCameBack() {
        // given
        halts.order("orders", PAUSE, List.of());
        halts.forgetAbsent(route -> false);
        clock.pass(Duration.ofHours(23));
        halts.forgetAbsent(route -> true);
        // when
        clock.pass(Duration.ofHours(23));
        halts.forgetAbsent(route -> false);
        // then
        assertThat(store.orders).containsOnlyKeys("orders");
    }

    @Test
    void removeAnOrderOnceTheStoreCanBeWritten() {
        // given
        halts.order("orders", PAUSE, List.of());
        halts.forgetAbsent(route -> false);
        clock.pass(Duration.ofDays(1));
        store.isReadOnly = true;
        halts.forgetAbsent(route -> false);
        Set<String> before = Set.copyOf(store.orders.keySet());
        // when
        store.isReadOnly = false;
        halts.forgetAbsent(route -> false);
        // then
        assertThat(before).containsExactly("orders");
        assertThat(store.orders).isEmpty();
    }
}
