package routes.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import routes.event.Outcome;

class RouteMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RouteMeters meters = new RouteMeters(registry, "orders");

    @Test
    void countsAnEventOnceThatAStopAbandonedAndTheSourceGivesAgain() {
        // given
        meters.received(5);
        end(2);
        // when
        meters.abandoned(3);
        // then
        assertBooks(5, 2, 3);
        meters.received(2);
        assertBooks(5, 2, 3);
        meters.received(4);
        assertBooks(8, 2, 6);
        end(6);
        assertBooks(8, 8, 0);
    }

    @Test
    void keepsTheBooksRightHoweverOftenARouteIsStopped() {
        for (int i = 0; i < 10; i++) {
            meters.received(7);
            meters.abandoned(7);
        }
        assertBooks(7, 0, 7);
        meters.received(7);
        end(7);
        assertBooks(7, 7, 0);
    }

    private void end(int events) {
        for (int i = 0; i < events; i++) {
            meters.finished(Outcome.DELIVERED, 1);
        }
    }

    private void assertBooks(int received, int delivered, int inFlight) {
        assertThat(registry.get("hub.events.received").counter().count()).isEqualTo(received);
        assertThat(registry.get("hub.events")
                        .tag("outcome", "delivered")
                        .counter()
                        .count())
                .isEqualTo(delivered);
        assertThat(registry.get("hub.events.in.flight").gauge().value()).isEqualTo(inFlight);
        assertThat(meters.books().received()).isEqualTo(received);
        assertThat(meters.books().inFlight()).isEqualTo(inFlight);
    }
}
