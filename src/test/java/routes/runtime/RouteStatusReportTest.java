package routes.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.control.RouteStatus.State;

class RouteStatusReportTest {

    @ParameterizedTest
    @CsvSource({"PAUSED, WAITING", "STOPPED, WAITING", "HELD, HELD", "UP, UP"})
    void doesNotCallARouteHaltedThatIsBeingStarted(State seen, State shown) {
        assertThat(RouteStatusReport.state(seen, true, List.of())).isEqualTo(shown);
        assertThat(RouteStatusReport.state(seen, false, List.of())).isEqualTo(seen);
    }

    @Test
    void callsARouteDelayedWhoseEventsHaveProblems() {
        assertThat(RouteStatusReport.state(State.UP, false, List.of("an event waits for 2 minutes")))
                .isEqualTo(State.DELAYED);
    }
}
