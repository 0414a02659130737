package routes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every place keeps that keeps halts. */
abstract class HaltStoreContract {

    static final RouteOrder PAUSE = new RouteOrder(
            RouteOrder.Kind.PAUSED,
            "anna",
            Instant.parse("2026-01-02T03:04:05.678Z"),
            "billing \"moves\"\n",
            "r1",
            List.of());
    private static final RouteOrder STOP = new RouteOrder(
            RouteOrder.Kind.STOPPED, "ben", Instant.parse("2026-01-02T03:04:06Z"), "", "r3", List.of("r2", "r1"));

    /** Two replicas' view of one place. */
    abstract HaltStore one();

    abstract HaltStore other();

    @Test
    void areTheSameForAllReplicas() throws IOException {
        one().keep("orders", PAUSE);
        other().keep("payments", STOP);

        assertThat(one().all()).isEqualTo(Map.of("orders", PAUSE, "payments", STOP));
        assertThat(other().all()).isEqualTo(one().all());
    }

    @Test
    void holdTheLastOrderForARoute() throws IOException {
        one().keep("orders", PAUSE);
        other().keep("orders", STOP);

        assertThat(one().all()).isEqualTo(Map.of("orders", STOP));
    }

    @Test
    void areForgottenOnce() throws IOException {
        one().keep("orders", PAUSE);

        other().forget("orders");
        other().forget("orders");

        assertThat(one().all()).isEmpty();
    }

    @Test
    void knowPlainCamelRoutesByTheirNames() throws IOException {
        one().keep("camel:orders.in_2", PAUSE);
        one().keep("camel:.-", STOP);

        assertThat(other().all()).isEqualTo(Map.of("camel:orders.in_2", PAUSE, "camel:.-", STOP));
        other().forget("camel:.-");
        assertThat(one().all()).isEqualTo(Map.of("camel:orders.in_2", PAUSE));
    }
}
