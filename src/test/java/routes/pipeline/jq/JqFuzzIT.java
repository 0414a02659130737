package routes.pipeline.jq;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import routes.event.AnyEvent;
import routes.pipeline.json.Json;

/** Whatever is written is a program or a mistake, and whatever a program is asked about has a result or a failure. */
class JqFuzzIT {

    private static final List<String> TOKENS = List.of(
            ".",
            "..",
            ".a",
            ".\"b\"",
            "[",
            "]",
            "(",
            ")",
            "{",
            "}",
            "|",
            ",",
            ":",
            ";",
            "//",
            "?",
            "+",
            "-",
            "*",
            "/",
            "%",
            "==",
            "!=",
            "<",
            "<=",
            ">",
            ">=",
            "=",
            "|=",
            "+=",
            "//=",
            "and",
            "or",
            "not",
            "if",
            "then",
            "elif",
            "else",
            "end",
            "try",
            "catch",
            "reduce",
            "foreach",
            "as",
            "$x",
            "$__loc__",
            "def",
            "label",
            "$",
            "1",
            "-0",
            "1e999",
            "1e-999",
            "0.1",
            "\"",
            "\"\\(",
            "\\",
            "\"\\u00",
            "@base64",
            "@csv",
            "@x",
            "#",
            "null",
            "true",
            "length",
            "test(\"(a+)+$\")",
            "range(5)",
            "limit(2; .[])",
            "splits(\"a\")",
            "todate",
            "tojson",
            "env",
            "input",
            "recurse",
            "walk(.)",
            "del(.[0])",
            "to_entries",
            "sub(\"a\"; \"b\")",
            "\0",
            "ü",
            "\ud83d");

    private static final List<String> FUNCTIONS = List.of(
            "length",
            "keys",
            "values",
            "type",
            "tostring",
            "tonumber",
            "tojson",
            "fromjson",
            "ascii_upcase",
            "explode",
            "implode",
            "reverse",
            "sort",
            "unique",
            "flatten",
            "add",
            "min",
            "max",
            "floor",
            "sqrt",
            "any",
            "all",
            "to_entries",
            "from_entries",
            "paths",
            "todate",
            "fromdate",
            "@text",
            "@json",
            "@csv",
            "@uri",
            "@base64d",
            "@html",
            "@sh",
            "not",
            "first",
            "last",
            "isempty(.[])",
            "splits(\"a\")",
            "ltrimstr(\"a\")",
            "tojson",
            "ascii",
            "infinite",
            "nan",
            "getpath([\"a\"])",
            "transpose",
            "indices(1)",
            "group_by(.a)",
            "error");

    @Property(seed = "1", tries = 5_000)
    void takesOrRefusesAnyTokens(@ForAll("tokens") String program, @ForAll("bodies") String body) throws Exception {
        ask(program, body);
    }

    @Property(seed = "2", tries = 5_000)
    void answersOrFailsWhereverItIsWellFormed(@ForAll("programs") String program, @ForAll("bodies") String body)
            throws Exception {
        ask(program, body);
    }

    @Property(seed = "3", tries = 2_000)
    void takesOrRefusesAnyText(@ForAll(supplier = AnyEvent.Texts.class) String program, @ForAll("bodies") String body)
            throws Exception {
        ask(program, body);
    }

    private static void ask(String text, String body) throws Exception {
        JsonNode json = Json.read(body.getBytes(StandardCharsets.UTF_8));
        JqProgram program;
        try {
            program = JqProgram.compile(text);
        } catch (JqSyntaxException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        try {
            assertThat(Json.write(program.result(JqInput.ofBody(json)))).isNotEmpty();
        } catch (JqEvaluationException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> tokens() {
        return Arbitraries.of(TOKENS).list().ofMaxSize(12).map(tokens -> String.join(" ", tokens));
    }

    @Provide
    Arbitrary<String> programs() {
        return program(3);
    }

    private static Arbitrary<String> program(int depth) {
        Arbitrary<String> leaf = Arbitraries.of(
                ".",
                "..",
                ".a",
                ".b?",
                ".[0]",
                ".[]",
                ".[1:]",
                ".[-1]",
                ".a.b",
                "null",
                "true",
                "1",
                "-1.50",
                "1e3",
                "\"a\"",
                "\"x\\(.a)\"",
                "[]",
                "{}",
                "[.[]?]",
                "{a}",
                "{\"k\": .a}",
                "9999999999999999999");
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<String> part = program(depth - 1);
        Arbitrary<String> operator = Arbitraries.of(
                "|", ",", "+", "-", "*", "/", "%", "==", "!=", "<", ">=", "and", "or", "//", "=", "|=", "+=", "//=");
        return Arbitraries.frequencyOf(
                Tuple.of(2, leaf),
                Tuple.of(4, Combinators.combine(part, operator, part).as("(%s) %s (%s)"::formatted)),
                Tuple.of(3, Combinators.combine(part, Arbitraries.of(FUNCTIONS)).as("%s | %s"::formatted)),
                Tuple.of(1, Combinators.combine(part, part, part).as("if %s then %s else %s end"::formatted)),
                Tuple.of(1, Combinators.combine(part, part).as("try (%s) catch (%s)"::formatted)),
                Tuple.of(
                        1, Combinators.combine(part, part, part).as("reduce (%s) as $x (%s; . as $y | %s)"::formatted)),
                Tuple.of(1, Combinators.combine(part, part).as("[foreach (%s) as $x (0; %s)]"::formatted)),
                Tuple.of(1, Combinators.combine(part, part).as("map(%s) | sort_by(%s)"::formatted)),
                Tuple.of(1, part.map("[limit(3; %s)]"::formatted)),
                Tuple.of(1, part.map("del(%s)"::formatted)),
                Tuple.of(1, part.map("[paths(%s)]"::formatted)),
                Tuple.of(1, part.map("with_entries(.value |= (%s))"::formatted)),
                Tuple.of(1, part.map("walk(%s)"::formatted)),
                Tuple.of(1, part.map("\"\\(%s)\""::formatted)));
    }

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.of(
                "null",
                "{}",
                "[]",
                "[1,2,3]",
                "{\"a\":1,\"b\":\"x\"}",
                "{\"a\":{\"b\":[1.10,null,true]},\"c\":\"aaaaaaaaaaaaaaaaaaaaaaaa!\"}",
                "[{\"a\":1},{\"a\":\"1\"},{\"b\":[[]]}]",
                "\"2024-02-30T25:61:61Z\"",
                "1e400",
                "-0",
                "123456789012345678901234567890.123456789",
                "\"\\ud83d\"");
    }
}
