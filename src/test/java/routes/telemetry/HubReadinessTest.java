package routes.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;
import routes.control.HubStatus;
import routes.control.RouteStatus;
import routes.model.Lint;
import routes.model.Problem;
import routes.model.SourceLocation;
import routes.testkit.CapturedLog;

class HubReadinessTest {

    private static final Problem ERROR = new Problem(SourceLocation.NOWHERE, "unknown kind 'kafak'");
    private static final Problem WARNING =
            Problem.warning(Lint.values()[0], SourceLocation.NOWHERE, "nobody uses the connection");

    private final Home home = new Home();

    @Test
    void keepsAStrictHubUnreadyWhileItsHomeHasErrorsAndSaysWhyInTheLogOnce() {
        home.problems = List.of(ERROR);
        HubReadiness readiness = new HubReadiness(home, true);
        try (var log = new Listening()) {
            assertThat(readiness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
            assertThat(readiness.call().getData().orElseThrow().get("strict").toString())
                    .contains("HUB_STRICT", "unknown kind 'kafak'");
            assertThat(log.lines("HUB_STRICT")).hasSize(1).first().asString().contains("unknown kind 'kafak'");

            home.problems = List.of(WARNING);
            assertThat(readiness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
            assertThat(readiness.call().getData()).isEmpty();
        }
    }

    @Test
    void staysReadyOnceItHasBeenReady() {
        HubReadiness readiness = new HubReadiness(home, true);
        readiness.call();
        home.problems = List.of(ERROR);

        assertThat(readiness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    }

    @Test
    void isReadyInSpiteOfErrorsWhereItIsNotStrict() {
        home.problems = List.of(ERROR);

        assertThat(new HubReadiness(home, false).call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    }

    @Test
    void isNotReadyWithoutAConfigurationWhetherStrictOrNot() {
        home.configuration = "";

        assertThat(new HubReadiness(home, true).call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
        assertThat(new HubReadiness(home, false).call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
    }

    private static final class Listening implements AutoCloseable {
        private final CapturedLog log = CapturedLog.listen();

        List<String> lines(String text) {
            return log.lines().stream().filter(line -> line.contains(text)).toList();
        }

        @Override
        public void close() {
            log.close();
        }
    }

    private static final class Home implements HubStatus {
        private List<Problem> problems = List.of();
        private String configuration = "c0ffee";

        @Override
        public List<RouteStatus> routes() {
            return List.of();
        }

        @Override
        public Optional<RouteStatus> route(String name) {
            return Optional.empty();
        }

        @Override
        public List<Problem> problems() {
            return problems;
        }

        @Override
        public String configuration() {
            return configuration;
        }
    }
}
