package routes.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import routes.control.Halt;
import routes.control.RouteStatus;
import routes.state.RouteOrder;

class CamelRouteMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private static RouteStatus status(RouteStatus.State state, Map<String, Long> outcomes) {
        return status(state, Optional.empty(), outcomes);
    }

    private static RouteStatus status(RouteStatus.State state, Optional<Halt> halt, Map<String, Long> outcomes) {
        return new RouteStatus(
                "camel:orders",
                "",
                state,
                Instant.EPOCH,
                halt,
                "",
                List.of(),
                List.of(),
                Optional.empty(),
                9,
                outcomes,
                1,
                OptionalLong.empty());
    }

    @Test
    void showWhatTheStatusSaysUntilTheyAreClosed() {
        // given
        CamelRouteMeters meters = new CamelRouteMeters(
                registry, "camel:orders", () -> status(RouteStatus.State.UP, Map.of("completed", 7L, "failed", 2L)));
        // then
        assertThat(exchanges("completed")).isEqualTo(7);
        assertThat(exchanges("failed")).isEqualTo(2);
        assertThat(registry.get("hub.route.up")
                        .tag("route", "camel:orders")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("hub.route.halted").gauge().value()).isZero();
        // when
        meters.close();
        // then
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void showNothingThatAWrongFileHasNot() {
        CamelRouteMeters meters =
                new CamelRouteMeters(registry, "camel:orders", () -> status(RouteStatus.State.INVALID, Map.of()));

        assertThat(exchanges("failed")).isZero();
        assertThat(registry.get("hub.route.up").gauge().value()).isZero();
        meters.close();
    }

    /** An operator who has resumed the route is not the one whom an alert has to spare. */
    @Test
    void tellAHaltFromAWaitForARevision() {
        // given
        Instant now = Instant.EPOCH;
        Halt paused = new Halt(Halt.Kind.PAUSED, "anna", now, "");
        RouteOrder resumed = new RouteOrder(RouteOrder.Kind.RESUMED, "anna", now, "", "new", List.of("old"));
        Halt waits = resumed.halt("old", now.minusSeconds(1), now).orElseThrow();
        AtomicReference<Halt> halt = new AtomicReference<>(paused);
        CamelRouteMeters meters = new CamelRouteMeters(
                registry, "r", () -> status(RouteStatus.State.PAUSED, Optional.of(halt.get()), Map.of()));
        // when
        List<Double> ofAHalt = List.of(gauge("hub.route.halted"), gauge("hub.route.awaits.revision"));
        halt.set(waits);
        List<Double> ofAWait = List.of(gauge("hub.route.halted"), gauge("hub.route.awaits.revision"));
        // then
        assertThat(ofAHalt).containsExactly(1.0, 0.0);
        assertThat(ofAWait).containsExactly(0.0, 1.0);
        assertThat(waits.awaitedRevision()).contains("new");
        meters.close();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private double exchanges(String result) {
        return registry.get("hub.camel.exchanges")
                .tag("route", "camel:orders")
                .tag("result", result)
                .functionCounter()
                .count();
    }
}
