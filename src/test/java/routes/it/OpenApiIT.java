package routes.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.testkit.HubProcess;
import routes.testkit.RawClient;
import routes.testkit.TestHome;

/** Whom a hub without tokens answers, as the first run starts it. */
class OpenApiIT {

    private static final String PAUSE = "POST /api/v1/routes/steady/pause";
    private static final String READ = "GET /api/v1/routes";
    private static final String METRICS = "GET /q/metrics";

    private static HubProcess hub;

    @BeforeAll
    static void startHub(@TempDir Path folder) {
        TestHome home = new TestHome(folder).with("hub.yaml", """
                        connections: { kafka: { kafka: { brokers: "127.0.0.1:1" } } }
                        defaults: { deadLetter: { kafka: { topic: dead } } }
                        """).with("routes/steady.yaml", """
                        routes:
                          steady: { from: { kafka: { topic: a } }, to: { kafka: { topic: b } } }
                        """);
        hub = HubProcess.start(home.path(), Map.of("HUB_API_HOSTS", "hub.example, other.example"))
                .awaitReady();
    }

    @AfterAll
    static void stopHub() {
        hub.close();
    }

    private static String answer(int port, String request, String headers) {
        try (RawClient client = RawClient.connect(port)) {
            return client.send(request + " HTTP/1.1\r\n" + headers.replace("~", "\r\n") + "\r\n\r\n")
                    .response();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Host: localhost                                                        | true",
                "Host: 127.0.0.1:8080~Origin: http://127.0.0.1:8080~Sec-Fetch-Site: same-origin | true",
                "Host: [::1]:1                                                          | true",
                "Host: other.example                                                    | true",
                "Host: evil.example                                                     | false",
                "Host: localhost~Origin: http://evil.example                            | false",
                "Host: localhost~Origin: null                                           | false",
                "Host: localhost:8080~Origin: http://localhost:3000                     | false",
                "Host: localhost~Sec-Fetch-Site: cross-site~Sec-Fetch-Mode: cors        | false",
                "Host: localhost~Sec-Fetch-Site: same-site~Sec-Fetch-Mode: no-cors      | false",
            })
    void answersWhoIsHereAndNoPageOfSomebodyElse(String headers, boolean allowed) {
        for (String request : new String[] {READ, PAUSE, "OPTIONS /api/v1/routes", "GET /q/openapi"}) {
            assertAnswer(hub.port(), request, headers, allowed);
        }
        assertAnswer(hub.managementPort(), METRICS, headers, allowed);
        assertAnswer(hub.managementPort(), "GET /q/health/ready", headers, allowed);
    }

    private static void assertAnswer(int port, String request, String headers, boolean allowed) {
        String answer = answer(port, request, headers);
        if (allowed) {
            assertThat(answer).startsWith("HTTP/1.1 200");
        } else {
            assertThat(answer)
                    .startsWith("HTTP/1.1 403")
                    .contains("application/problem+json")
                    .contains("HUB_API_TOKENS");
        }
    }

    @Test
    void letsALinkBeFollowedToWhatCanOnlyBeRead() {
        String link = "Host: localhost~Sec-Fetch-Site: cross-site~Sec-Fetch-Mode: navigate~Sec-Fetch-Dest: document";

        assertThat(answer(hub.port(), READ, link)).startsWith("HTTP/1.1 200");
        assertThat(answer(hub.port(), PAUSE, link)).startsWith("HTTP/1.1 403");
    }

    @Test
    void logsWhomItDenied() throws IOException {
        answer(hub.port(), READ, "Host: \u0085evil.example");
        answer(hub.port(), READ + "/logged", "Host: evil.example");

        assertThat(Files.readAllLines(hub.output()))
                .filteredOn(line -> line.contains("hub.audit"))
                .anyMatch(line -> line.contains("from=127.0.0.1 method=GET") && line.contains("status=403"));
    }
}
