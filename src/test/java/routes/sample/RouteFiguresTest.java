package routes.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteFiguresTest {

    @Test
    void areShownAsAnEquationForEachRoute() throws IOException {
        List<RouteFigures> figures = RouteFigures.read("""
                [{"name": "orders", "state": "up", "received": 31, "inFlight": 2,
                  "outcomes": {"dead_lettered": 4, "delivered": 24, "filtered": 1}},
                 {"name": "billing-of-all", "state": "waiting", "received": 0, "inFlight": 0,
                  "outcomes": {"dead_lettered": 0, "delivered": 0, "filtered": 0, "returned": 0}}]
                """);

        assertThat(RouteFigures.table(figures)).containsExactly("""
                                received = delivered + filtered + dead-lettered + in flight
                orders                31          24          1               4           2
                billing-of-all         0           0          0               0           0  waiting
                """.lines().toArray(String[]::new));
    }

    @Test
    void showAnOutcomeThatIsNotUsualOnceThereIsOne() throws IOException {
        List<RouteFigures> figures = RouteFigures.read("""
                [{"name": "orders", "state": "up", "received": 5, "inFlight": 1,
                  "outcomes": {"dead_lettered": 0, "delivered": 3, "filtered": 0, "rejected": 1}}]
                """);

        assertThat(RouteFigures.table(figures)).containsExactly("""
                        received = delivered + filtered + dead-lettered + rejected + in flight
                orders         5           3          0               0          1           1
                """.lines().toArray(String[]::new));
    }
}
