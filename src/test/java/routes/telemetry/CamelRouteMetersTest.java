package routes.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import routes.control.RouteStatus;

class CamelRouteMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private static RouteStatus status(RouteStatus.State state, Map<String, Long> outcomes) {
        return new RouteStatus(
                "camel:orders",
                "",
                state,
                Instant.EPOCH,
                Optional.empty(),
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

    private double exchanges(String result) {
        return registry.get("hub.camel.exchanges")
                .tag("route", "camel:orders")
                .tag("result", result)
                .functionCounter()
                .count();
    }
}
