package routes.pipeline.jq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.pipeline.json.Json;

/** What a program is compiled to gives the same as the program itself: values, paths and failures. */
class CompiledExpressionTest {

    private static final List<String> BODIES = List.of(
            "null",
            "1",
            "\"a,b\"",
            "[3,1,2,1]",
            "{\"a\":{\"b\":[1,2.50]},\"c\":null}",
            "[{\"a\":1,\"b\":2},{\"a\":1,\"b\":3}]",
            "{\"items\":[{\"qty\":0,\"price\":0},{\"qty\":2,\"price\":0.5}],\"a\":[3,[4,[5]]],\"x\":\"é\"}");

    private static final String EXPLANATION = " / ";

    private interface Evaluated {
        Object of(JsonNode body, Scope scope) throws JqEvaluationException;
    }

    private static String outcome(Evaluated evaluated, JsonNode body) {
        Scope scope = Scope.of(new Evaluation(JqInput.ofBody(body)));
        try {
            return String.valueOf(evaluated.of(body, scope));
        } catch (JqEvaluationException e) {
            return "failure: " + e.value() + EXPLANATION + e.getMessage();
        }
    }

    private static String withoutExplanation(String outcome) {
        return outcome.split(EXPLANATION)[0];
    }

    private static void compare(String program, UnaryOperator<String> compared) throws Exception {
        Expression written = new Parser(new Lexer(program, 0)).whole();
        Expression compiled = written.compiled();
        for (String text : BODIES) {
            JsonNode body = Json.read(text.getBytes(StandardCharsets.UTF_8));
            assertThat(compared.apply(outcome(compiled::all, body)))
                    .as("%s for %s", program, text)
                    .isEqualTo(compared.apply(outcome(written::all, body)));
            assertThat(compared.apply(outcome(compiled::paths, body)))
                    .as("paths of %s for %s", program, text)
                    .isEqualTo(compared.apply(outcome(written::paths, body)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{id: .a.b, x, n: (.items | length)}",
                "{a: 1, a: 2, b: (.a, .c)}",
                "{(.a): 1}",
                "\"<\\(.a) and \\(.x)>\"",
                "@base64 \"<\\(.x)>\"",
                ".a.b.c.d",
                ".a[0][1]",
                ".a?.b",
                ".items[].qty",
                ".items | map({q: .qty}) | .[0].q",
                ".a.b.c as $x | [$x, .c]",
                "if .c then .a else .b end",
                ".c // .a // 1",
                ".a.b + .c",
                ".c == null and .a",
                "try .a.b.c catch .",
                "try error(.a) catch .",
                "error({a: .a, b: 2})",
                "reduce .items[].qty as $q (0; . + $q)",
                ".a |= 1",
                ".items[].qty += 1",
                "(.a | select(. != null)) = 2",
                "del(.a.b[0])",
                "path(.a | first)",
                ".items | any(.qty > 1)",
                "[.items[] | select(.qty == 0) | .price]",
                "def f: .a; f | f",
                "def f($x; g): [$x, g]; f(.a; .c)",
                "label $out | .items[] | if .qty == 2 then ., break $out else . end",
                "$headers.type == null",
                ".x | test(\"é\")",
                ".x | sub(\"é\"; \"e\")",
                ". | .a | .",
                "-1 - -(2.50)",
                ".[1:]",
                ".items | with_entries(.value |= .qty)"
            })
    void givesTheSame(String program) throws Exception {
        compare(program, outcome -> outcome);
    }

    /** One null is like the other: which part of a long program a message calls null may differ. */
    @Test
    void givesTheSameForRandomPrograms() throws Exception {
        RandomPrograms programs = new RandomPrograms(7);
        for (int i = 0; i < 3_000; i++) {
            compare(programs.program(), CompiledExpressionTest::withoutExplanation);
        }
    }
}
