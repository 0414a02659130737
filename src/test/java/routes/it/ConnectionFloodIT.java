package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.testkit.HubProcess;
import routes.testkit.JavaProcess;
import routes.testkit.RawClient;
import routes.testkit.TestHome;

/** A hub that may open few files, and somebody who opens many connections to it and finishes no request. */
class ConnectionFloodIT {

    private static final int OPEN_FILES = 600;
    private static final int CONNECTIONS = 1000;
    private static final String LIVE = "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String READ = "GET /api/v1/routes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    @Test
    void isAnsweredOnBothPortsWhileOthersHoldConnectionsThatTheyDoNotUse(@TempDir Path folder) {
        TestHome home = new TestHome(folder).with("hub.yaml", "connections: {}\n");
        List<RawClient> flood = new ArrayList<>();
        List<String> launcher = List.of("sh", "-c", "ulimit -n " + OPEN_FILES + "; exec \"$@\"", "sh");
        try (HubProcess hub = HubProcess.startBy(launcher, home.path(), HubProcess.SHORT_LIVED)) {
            hub.awaitReady();
            long before = new JavaProcess(hub.pid()).openFiles();

            for (int i = 0; i < CONNECTIONS; i++) {
                int port = i % 2 == 0 ? hub.port() : hub.managementPort();
                flood.add(RawClient.connect(port).send(i % 4 < 2 ? "GET /q/health/live HTTP/1.1\r\nX: " : ""));
                if (i % 100 == 0) {
                    assertAnswered(hub);
                }
            }

            assertAnswered(hub);
            assertThat(new JavaProcess(hub.pid()).openFiles()).isLessThan(OPEN_FILES - 50);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(new JavaProcess(hub.pid()).openFiles()).isLessThan(before + 20));
            assertAnswered(hub);
        } finally {
            flood.forEach(RawClient::close);
        }
    }

    private static void assertAnswered(HubProcess hub) {
        try (RawClient live = RawClient.connect(hub.managementPort());
                RawClient read = RawClient.connect(hub.port())) {
            assertThat(live.send(LIVE).untilClosed()).startsWith("HTTP/1.1 200").contains("UP");
            assertThat(read.send(READ).untilClosed()).startsWith("HTTP/1.1 200");
        }
    }
}
