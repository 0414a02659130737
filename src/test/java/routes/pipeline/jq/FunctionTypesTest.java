package routes.pipeline.jq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is said of a function without an event holds for what it gives. */
class FunctionTypesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> INPUTS = List.of(
            "null",
            "true",
            "false",
            "1",
            "-2.5",
            "0",
            "\"\"",
            "\"abc\"",
            "\"12\"",
            "\"true\"",
            "\"[1]\"",
            "[]",
            "[1, 2]",
            "[\"a\"]",
            "[[1], [2]]",
            "[{\"key\": \"a\", \"value\": 1}]",
            "[2015, 2, 5, 23, 51, 47, 4, 63]",
            "\"2015-03-05T23:51:47Z\"",
            "1425599507",
            "{}",
            "{\"a\": 1}",
            "[97]",
            "[true]");

    private static final List<String> ARGUMENTS = List.of(
            ".", "1", "\"a\"", "[\"a\"]", "{\"a\": 1}", ".[]?", "true", "\"%Y\"", "\"g\"", "\"(?<x>a)\"", ".a?");

    @Test
    void isWhatTheFunctionsGive() {
        Set<String> ran = new TreeSet<>();
        for (String signature : FunctionTypes.known()) {
            int slash = signature.indexOf('/');
            int arity = Integer.parseInt(signature.substring(slash + 1));
            for (String argument : arity == 0 ? List.of("") : ARGUMENTS) {
                String call = signature.substring(0, slash)
                        + (arity == 0 ? "" : "(" + argument + (";" + argument).repeat(arity - 1) + ")");
                INPUTS.forEach(input -> check(signature, call, input, ran));
            }
        }
        Set<String> never = FunctionTypes.known().stream()
                .filter(signature -> !ran.contains(signature))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(never).as("gave nothing").containsExactly("empty/0", "error/0", "error/1");
    }

    private static void check(String signature, String call, String input, Set<String> ran) {
        try {
            JqProgram program = JqProgram.compile("[" + call + "]");
            JsonNode results = program.result(JqInput.ofBody(JSON.readTree(input)));
            Set<ValueType> types = new Functions.Call(signature, null, List.of()).types(ValueType.ANY);
            for (JsonNode result : results) {
                ran.add(signature);
                assertThat(types).as("%s of %s", call, input).contains(ValueType.of(result));
            }
        } catch (Exception e) {
            // the function does not take this
        }
    }
}
