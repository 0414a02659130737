package routes.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import routes.model.Lint;
import routes.model.Problem;
import routes.model.SourceLocation;
import routes.testkit.CapturedLog;

class ProblemLogTest {

    private static final SourceLocation LOCATION = new SourceLocation("routes/a.yaml", 2, 3, "routes.a");
    private static final Problem ERROR = new Problem(LOCATION, "the key 'from' is missing");
    private static final Problem WARNING = Problem.warning(Lint.LOOP, LOCATION, "events go round");

    @Test
    void tellsErrorsAndWarningsApartAndEachOnce() {
        ProblemLog log = new ProblemLog();
        try (CapturedLog captured = CapturedLog.listen()) {
            log.tell(List.of(ERROR, WARNING));
            log.tell(List.of(ERROR, WARNING));
            log.tellIfSound(List.of(ERROR, WARNING));
            log.tellIfSound(List.of(WARNING));

            assertThat(captured.lines().stream().filter(line -> line.contains("HUB_HOME")))
                    .satisfiesExactly(
                            error -> assertThat(error).contains("ERROR", "Problem in HUB_HOME", ERROR.message()),
                            warning -> assertThat(warning)
                                    .contains("WARN", "Warning about HUB_HOME", WARNING.message(), "[loop]"),
                            sound -> assertThat(sound).contains("INFO", "HUB_HOME is sound again"));
        }
    }
}
