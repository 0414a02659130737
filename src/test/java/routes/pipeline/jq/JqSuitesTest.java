package routes.pipeline.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import routes.pipeline.json.Json;

/**
 * The suites of jq 1.6, 1.7 and 1.8, as far as they are at hand. What the hub does in another way is listed in
 * {@code jq/differences.txt} with a reason; docs/reference/jq.md explains the reasons.
 */
class JqSuitesTest {

    private static final Path SUITES = Path.of(
                    Optional.ofNullable(System.getenv("HUB_TEST_CORPORA")).orElse("../shared/corpora"))
            .resolve("jq");
    private static final Path DIFFERENCES = Path.of("src/test/resources/jq/differences.txt");

    /** @param fails whether the program must be refused; then there is neither an input nor a result */
    private record Case(String program, String input, List<String> results, boolean fails) {

        boolean passes() {
            Expression compiled;
            try {
                compiled = new Parser(new Lexer(program, 0)).whole();
            } catch (JqSyntaxException e) {
                return fails;
            }
            try {
                return !fails && areExpected(resultsBeforeFailure(compiled));
            } catch (Json.Malformed e) {
                return false;
            }
        }

        /** As jq does it, which writes each result at once. */
        private List<JsonNode> resultsBeforeFailure(Expression compiled) throws Json.Malformed {
            Evaluation evaluation = new Evaluation(JqInput.ofBody(Json.read(input)));
            List<JsonNode> given = new ArrayList<>();
            try {
                compiled.each(evaluation.body(), Scope.of(evaluation), result -> given.add(result.value()));
            } catch (JqEvaluationException e) {
                return given;
            }
            return given;
        }

        private boolean areExpected(List<JsonNode> given) throws Json.Malformed {
            boolean same = given.size() == results.size();
            for (int i = 0; same && i < given.size(); i++) {
                same = Values.same(given.get(i), Json.read(results.get(i)));
            }
            return same;
        }
    }

    @Test
    void passesTheSuitesButForTheListedDifferences() throws IOException {
        assumeTrue(
                Files.isDirectory(SUITES), "skipped: " + SUITES + " is not there; set HUB_TEST_CORPORA to its parent");
        Map<String, String> differences = differences();
        List<String> unexpected = new ArrayList<>();
        Map<String, Integer> passed = new TreeMap<>();
        Map<String, Integer> all = new TreeMap<>();

        for (Map.Entry<String, Case> each : cases().entrySet()) {
            boolean passes = each.getValue().passes();
            if (passes == differences.containsKey(each.getKey())) {
                unexpected.add(each.getKey() + (passes ? " passes, but is listed" : " fails: " + each.getValue()));
            }
            String version = each.getKey().substring(0, each.getKey().indexOf('/'));
            passed.merge(version, passes ? 1 : 0, Integer::sum);
            all.merge(version, 1, Integer::sum);
        }

        System.out.println("Cases of jq's suites that pass: " + passed + " of " + all);
        assertThat(unexpected).isEmpty();
    }

    private static Map<String, String> differences() throws IOException {
        Map<String, String> differences = new LinkedHashMap<>();
        for (String line : Files.readAllLines(DIFFERENCES)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.split(" ", 2);
                differences.put(parts[0], parts[1]);
            }
        }
        return differences;
    }

    /** All cases, by version, file and line of the program. */
    private static Map<String, Case> cases() throws IOException {
        Map<String, Case> cases = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(SUITES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".test"))
                    .sorted()
                    .toList()) {
                addCases(SUITES.relativize(file).toString(), Files.readAllLines(file), cases);
            }
        }
        assertThat(cases).hasSizeGreaterThan(1_000);
        return cases;
    }

    private static void addCases(String file, List<String> lines, Map<String, Case> into) {
        int at = 0;
        while (at < lines.size()) {
            if (lines.get(at).isBlank() || lines.get(at).startsWith("#")) {
                at++;
                continue;
            }
            boolean fails = lines.get(at).startsWith("%%FAIL");
            int program = fails ? at + 1 : at;
            int end = program;
            while (end < lines.size() && !lines.get(end).isBlank()) {
                end++;
            }
            into.put(
                    file + ":" + (program + 1),
                    fails
                            ? new Case(lines.get(program), "", List.of(), true)
                            : new Case(
                                    lines.get(program),
                                    lines.get(program + 1),
                                    lines.subList(program + 2, end),
                                    false));
            at = end;
        }
    }
}
