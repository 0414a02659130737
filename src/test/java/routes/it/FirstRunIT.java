package routes.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import routes.sample.FirstRun;
import routes.testkit.FreePort;
import routes.testkit.JavaProcess;

/** The newcomer's first run, as Maven starts it. */
class FirstRunIT {

    private static final Pattern FIGURES = Pattern.compile("(?m)^  (\\S+) +(\\d+) +(\\d+) +(\\d+) +(\\d+) +(\\d+)$");
    private static final int WRONG_USAGE = 2;

    @Test
    void showsFiguresThatAddUpOnThePortsThatItWasGivenAndNothingThatLooksLikeAnError() throws Exception {
        int api = FreePort.next();
        int management = FreePort.next();

        Said said = run(api, management, "--for", "8s");

        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(said.text())
                .contains(
                        "http://127.0.0.1:" + api + "/api/v1/routes",
                        "http://127.0.0.1:" + management + "/q/metrics",
                        "The first dead letter with the reason parse:",
                        "The hub ended in good order")
                .doesNotContain("WARN", "ERROR", "Exception", "\tat ");
        assertThat(said.text().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        List<MatchResult> lines = FIGURES.matcher(said.text()).results().toList();
        assertThat(lines)
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(line -> assertThat(figure(line, 2))
                        .isEqualTo(figure(line, 3) + figure(line, 4) + figure(line, 5) + figure(line, 6)));
        assertThat(lines.stream().map(line -> line.group(1)).distinct())
                .containsExactlyInAnyOrder("orders", "vip-billing", "standard-to-warehouse");
        assertThat(lines.get(lines.size() - 1))
                .satisfies(last -> assertThat(figure(last, 3)).isPositive());
    }

    @Test
    void saysWhichPortIsTakenAndStartsNothing() throws Exception {
        try (ServerSocket other = new ServerSocket(FreePort.next(), 1, InetAddress.getLoopbackAddress())) {
            Said said = run(other.getLocalPort(), FreePort.next(), "--for", "8s");

            assertThat(said.exit()).isEqualTo(WRONG_USAGE);
            assertThat(said.text())
                    .startsWith("QUARKUS_HTTP_PORT is " + other.getLocalPort() + ", but the hub cannot listen")
                    .hasLineCount(1);
        }
    }

    @Test
    void refusesWrongUsage() throws Exception {
        assertThat(run(FreePort.next(), FreePort.next(), "--for", "a while").exit())
                .isEqualTo(WRONG_USAGE);
    }

    private record Said(int exit, String text) {}

    private static int figure(MatchResult line, int group) {
        return Integer.parseInt(line.group(group));
    }

    private static Said run(int api, int management, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                JavaProcess.executable(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                FirstRun.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--home", Files.createTempDirectory("first-run-").toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_PORT",
                        String.valueOf(api),
                        "QUARKUS_MANAGEMENT_PORT",
                        String.valueOf(management)));
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }
}
