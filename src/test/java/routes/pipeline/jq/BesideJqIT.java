package routes.pipeline.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import routes.pipeline.json.Json;

/** Random programs, given to the hub and to jq: the results are the same, or differ as docs/reference/jq.md says. */
class BesideJqIT {

    private static final int BATCHES = 100;
    private static final int PROGRAMS_OF_BATCH = 100;
    private static final String FAILED = "failed";

    /** The hub fails on purpose where jq goes on. */
    private static final Pattern ON_PURPOSE = Pattern.compile("needs a boolean|compares values of one type"
            + "|'[-+*/%]' cannot be applied to (null|\\w+ and null)|'length' needs a string, but got null"
            + "|steps|levels|memory|bytes together");

    private record Beside(String program, String body, String hub, String jq) {}

    @Test
    void agreesWithJq() throws Exception {
        assumeTrue(isThere(), "skipped: there is no jq 1.6");
        RandomPrograms random = new RandomPrograms(17);
        List<Beside> different = new ArrayList<>();
        int compared = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            List<String> programs = new ArrayList<>();
            for (int i = 0; i < PROGRAMS_OF_BATCH; i++) {
                programs.add(random.program());
            }
            String body = random.body();
            List<JsonNode> ofJq = jq(programs, body);
            for (int i = 0; i < PROGRAMS_OF_BATCH; i++) {
                String hub = hub(programs.get(i), body);
                String jq = ofJq.get(i).toString();
                if (hub.startsWith("on purpose")) {
                    continue;
                }
                compared++;
                if (!Values.same(Json.read(hub), ofJq.get(i))) {
                    different.add(new Beside(programs.get(i), body, hub, jq));
                }
            }
        }
        System.out.println("Programs compared with jq: " + compared + " of " + BATCHES * PROGRAMS_OF_BATCH);
        assertThat(compared).isGreaterThan(BATCHES * PROGRAMS_OF_BATCH / 2);
        assertThat(different).isEmpty();
    }

    private static boolean isThere() {
        try {
            Process version = new ProcessBuilder("jq", "--version").start();
            return new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8).startsWith("jq-1.6");
        } catch (IOException e) {
            return false;
        }
    }

    /** A list of the results of each program, or the word for a failure. */
    private static List<JsonNode> jq(List<String> programs, String body) throws Exception {
        StringBuilder all = new StringBuilder();
        for (String program : programs) {
            all.append(all.length() == 0 ? "" : ",\n")
                    .append("(try [")
                    .append(program)
                    .append("] catch \"" + FAILED + "\")");
        }
        Path file = Files.createTempFile("programs", ".jq");
        Path input = Files.createTempFile("input", ".json");
        try {
            Files.writeString(file, all);
            Files.writeString(input, body);
            Process jq = new ProcessBuilder("jq", "-c", "-f", file.toString(), input.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(jq.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(output.lines()).as(() -> output + all).hasSameSizeAs(programs);
            List<JsonNode> results = new ArrayList<>();
            for (String line : output.lines().toList()) {
                results.add(Json.read(line));
            }
            return results;
        } finally {
            Files.delete(file);
            Files.delete(input);
        }
    }

    private static String hub(String program, String body) throws Exception {
        try {
            JsonNode results = JqProgram.compile("[" + program + "]").result(JqInput.ofBody(Json.read(body)));
            return new String(Json.write(results), StandardCharsets.UTF_8);
        } catch (JqEvaluationException e) {
            return ON_PURPOSE.matcher(e.getMessage()).find() ? "on purpose: " + e.getMessage() : "\"" + FAILED + "\"";
        }
    }
}
