package routes.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts of the documentation, evaluated by Prometheus itself where it is installed. */
class AlertRulesTest {

    private static final String DOWN = "Route orders does not run, or cannot reach its source or a target";

    @TempDir
    private Path scratch;

    @Test
    void fireForARouteThatIsDown() throws Exception {
        assertRouteDown(0, 0, true);
    }

    @Test
    void spareAnOperatorWhoHasPausedARoute() throws Exception {
        assertRouteDown(1, 0, false);
    }

    /** The route was resumed: nobody knows that a replica still does nothing. */
    @Test
    void fireForAReplicaThatDoesNotGetTheRevisionItWaitsFor() throws Exception {
        assertRouteDown(0, 1, true);
    }

    private void assertRouteDown(int halted, int awaitsRevision, boolean isExpected) throws Exception {
        String rules = Page.of("docs/guides/monitoring.md").blocks().stream()
                .map(Page.Block::text)
                .filter(text -> text.startsWith("# alerts.yaml"))
                .findFirst()
                .orElseThrow();
        Files.writeString(scratch.resolve("alerts.yaml"), rules);
        String expected = isExpected
                ? "[ { exp_labels: { route: orders }, exp_annotations: { summary: \"" + DOWN + "\" } } ]"
                : "[]";
        Files.writeString(scratch.resolve("tests.yaml"), """
                rule_files: [ alerts.yaml ]
                tests:
                  - interval: 30s
                    input_series:
                      - { series: 'hub_route_up{route="orders"}', values: '0x10' }
                      - { series: 'hub_route_halted{route="orders"}', values: '%dx10' }
                      - { series: 'hub_route_awaits_revision{route="orders"}', values: '%dx10' }
                    alert_rule_test:
                      - { eval_time: 1m, alertname: RouteDown, exp_alerts: [] }
                      - { eval_time: 3m, alertname: RouteDown, exp_alerts: %s }
                """.formatted(halted, awaitsRevision, expected));
        assertThat(promtool("test", "rules", "tests.yaml")).contains("SUCCESS");
    }

    private String promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(scratch.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "promtool is not installed");
            throw e;
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
