package routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import routes.api.DeniedRequests.Denial;
import routes.testkit.CapturedLog;

class DeniedRequestsTest {

    private final CapturedLog log = CapturedLog.listen();
    private final List<Runnable> afterWindow = new ArrayList<>();
    private final DeniedRequests denied = new DeniedRequests(afterWindow::add);

    @AfterEach
    void stop() {
        log.close();
    }

    private void deny(String from, String path) {
        denied.add(new Denial(from, "vera", "viewer", "PUT", path, 403, "the role does not allow this"));
    }

    private long logged(String text) {
        return log.lines().stream().filter(line -> line.contains(text)).count();
    }

    @Test
    void tellWhoWantedWhatFromWhere() {
        deny("10.0.0.5", "/api/v1/routes/x");

        assertThat(log.lines())
                .filteredOn(line -> line.contains("WARN: Request denied"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("by=vera", "role=viewer", "from=10.0.0.5", "method=PUT", "status=403")
                        .contains("path=/api/v1/routes/x")
                        .contains("outcome=denied: the role does not allow this"));
    }

    @Test
    void areLoggedTenTimesAMinuteForEachCallerAndThenCounted() {
        for (int i = 0; i < 1000; i++) {
            deny("10.0.0.5", "/a");
        }
        deny("10.0.0.6", "/b");

        assertThat(logged("from=10.0.0.5")).isEqualTo(10);
        assertThat(logged("from=10.0.0.6")).isEqualTo(1);
        assertThat(afterWindow).hasSize(1);
        afterWindow.get(0).run();
        assertThat(logged("suppressed=990")).isEqualTo(1);
    }

    @Test
    void areLoggedFiftyTimesAMinuteInAllHoweverManyCallersThereAre() {
        for (int i = 0; i < 1000; i++) {
            deny("10.0." + i / 250 + "." + i % 250, "/a");
        }

        assertThat(logged("Request denied")).isEqualTo(50);
        afterWindow.get(0).run();
        assertThat(logged("suppressed=950")).isEqualTo(1);
        deny("10.0.0.5", "/a");
        assertThat(logged("Request denied")).isEqualTo(51);
        assertThat(afterWindow).hasSize(2);
        afterWindow.get(1).run();
        assertThat(logged("suppressed=")).isEqualTo(1);
    }
}
