package routes.pipeline.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import routes.pipeline.Each;
import routes.pipeline.json.Json;

class JqProgramTest {

    private static final Duration AN_INSTANT = Duration.ofSeconds(10);

    private static String result(String program, String body) throws Exception {
        return new String(
                Json.write(JqProgram.compile(program).result(Json.read(body.getBytes(StandardCharsets.UTF_8)))),
                StandardCharsets.UTF_8);
    }

    @TestFactory
    Stream<DynamicTest> speaksJq() {
        return Each.of(
                (program, body, expected) -> {
                    assertThat(result(program, body)).isEqualTo(expected);
                },
                ".a.b § {\"a\":{\"b\":1.10}} § 1.10",
                ".\"a b\" § {\"a b\":1} § 1",
                ".a[1:] § {\"a\":[1,2,3]} § [2,3]",
                ".a[-1] § {\"a\":[1,2,3]} § 3",
                "[.[] | select(. > 1)] § [1,2,3] § [2,3]",
                "{a, \"b\": 2, (.c): .d, \"x\\(.a)\": 1} § {\"a\":1,\"c\":\"k\",\"d\":4} § {\"a\":1,\"b\":2,\"k\":4,\"x1\":1}",
                "{a: 1 + 2, b: .x | length} § {\"x\":\"abc\"} § {\"a\":3,\"b\":3}",
                ".a // \"none\" § {} § \"none\"",
                ".a?//\"none\" § 1 § \"none\"",
                "if .a > 1 then \"x\" elif .a == 1 then \"y\" else \"z\" end § {\"a\":1} § \"y\"",
                "reduce .[] as $x (0; . + $x) § [0.1,0.2,0.3] § 0.6",
                "[foreach .[] as $x (0; . + $x)] § [1,2,3] § [1,3,6]",
                ". as $o | .a | map(. * $o.f) § {\"a\":[1,2],\"f\":1.5} § [1.5,3]",
                ".a |= . + 1 § {\"a\":1,\"b\":2} § {\"a\":2,\"b\":2}",
                ".a[] += 1 § {\"a\":[1,2]} § {\"a\":[2,3]}",
                ".a = .b § {\"a\":1,\"b\":2} § {\"a\":2,\"b\":2}",
                "del(.a, .c[0]) § {\"a\":1,\"b\":2,\"c\":[1,2]} § {\"b\":2,\"c\":[2]}",
                "[paths] § {\"a\":[1]} § [[\"a\"],[\"a\",0]]",
                "[..] § [[1]] § [[[1]],[1],1]",
                "with_entries(.value += 1) § {\"a\":1} § {\"a\":2}",
                "to_entries § {\"a\":1} § [{\"key\":\"a\",\"value\":1}]",
                "group_by(.k) | map(length) § [{\"k\":1},{\"k\":2},{\"k\":1.0}] § [2,1]",
                "sort_by(-.a) | map(.a) § [{\"a\":1},{\"a\":3}] § [3,1]",
                "unique § [1,1.0,2] § [1,2]",
                "[min, max, add] § [3,1,2] § [1,3,6]",
                "[any(. > 2), all(. > 0)] § [1,2,3] § [true,true]",
                "\"\\(.a)-\\(.b)\" § {\"a\":1.50,\"b\":\"x\"} § \"1.50-x\"",
                "@base64 \"v=\\(.a)\" § {\"a\":\"hi\"} § \"v=aGk=\"",
                ".a | @csv § {\"a\":[1,\"x\",null]} § \"1,\\\"x\\\",\"",
                "split(\",\") | join(\"-\") § \"a,b\" § \"a-b\"",
                "test(\"^A\"; \"i\") § \"abc\" § true",
                "gsub(\"[0-9]+\"; \"#\") § \"a1b22\" § \"a#b#\"",
                "capture(\"(?<y>[0-9]{4})\").y § \"in 2024\" § \"2024\"",
                "ascii_upcase | ltrimstr(\"A\") § \"abc\" § \"BC\"",
                "[limit(2; .[])] § [1,2,3] § [1,2]",
                "first(.[] | select(. > 1)) § [1,2,3] § 2",
                "try error(\"no\") catch . § 1 § \"no\"",
                "[.[] | tonumber?] § [\"1.10\",\"x\"] § [1.10]",
                "tojson | fromjson § {\"a\":1.10} § {\"a\":1.10}",
                "0 | todate § 1 § \"1970-01-01T00:00:00Z\"",
                "-(.a) § {\"a\":1} § -1",
                "walk(if type == \"number\" then . + 1 else . end) § [1,[2]] § [2,[3]]",
                "flatten § [1,[2,[3]]] § [1,2,3]",
                "[range(3)] § 1 § [0,1,2]",
                ".a.b.c § {} § null",
                "{a:1} * {a:{b:2}} § 1 § {\"a\":{\"b\":2}}");
    }

    @TestFactory
    Stream<DynamicTest> countsExactly() {
        return Each.of(
                (program, body, expected) -> {
                    assertThat(result(program, body)).isEqualTo(expected);
                },
                "0.1 + 0.2 == 0.3 § 1 § true",
                ".a == 1000.01 § {\"a\":1000.010} § true",
                ".a > 1000.01 § {\"a\":1000.0100000000000000000001} § true",
                ".a == 9007199254740993 § {\"a\":9007199254740992} § false",
                ".a < 9007199254740993 § {\"a\":9007199254740992} § true",
                ".a * 3 § {\"a\":0.1} § 0.3",
                ".a - 0.9 § {\"a\":1} § 0.1",
                "1 / 3 § 1 § 0.3333333333333333333333333333333333",
                "2 * .a § {\"a\":123456789012345678901234567890} § 246913578024691357802469135780",
                "[.a, .b] § {\"a\":1.10,\"b\":100000000000000000000000000000000000001} § [1.10,100000000000000000000000000000000000001]",
                "7 % 3 § 1 § 1",
                "-7.5 % 3 § 1 § -1",
                ".a > 1 § {\"a\":1e1000000000} § true",
                ".a == .b § {\"a\":1e1000000000,\"b\":1e999999999} § false",
                "[.a] § {\"a\":1e1000000000} § [1E+1000000000]",
                "2147483647 + 1 § 1 § 2147483648",
                ".a[.i] § {\"a\":[1],\"i\":-1e-1000000000} § 1");
    }

    @TestFactory
    Stream<DynamicTest> neverAnswersByAccident() {
        return Each.of(
                (String question) -> {
                    JqProgram program = JqProgram.compile(question);
                    assertThatThrownBy(() -> program.holds(Json.read("{}".getBytes(StandardCharsets.UTF_8))))
                            .isInstanceOf(JqEvaluationException.class);
                },
                ".missing < 1000",
                ".missing >= 1000",
                "1 < \"2\"",
                ".missing and true",
                ".missing or true",
                ".missing | not",
                ".missing + 1 > 0",
                "(.missing | length) == 0",
                ".missing",
                "1",
                "empty",
                "true, true",
                ".missing[] == 1",
                "1 / 0 == 1",
                "1e999999999 + 1 > 0",
                "error(\"x\")",
                "\"abc\" | del(.[1:])",
                "\"abc\" | .[1:] = [1]");
    }

    @TestFactory
    Stream<DynamicTest> refusesWhatLeadsOutOrIsNotJq() {
        return Each.of(
                (String program) -> {
                    assertThatThrownBy(() -> JqProgram.compile(program))
                            .isInstanceOf(JqSyntaxException.class)
                            .hasMessageContaining("at character");
                },
                "$ENV.PATH",
                "env",
                "env.HOME",
                "input",
                "inputs",
                "debug",
                "input_filename",
                "def f: f; f",
                "include \"x\"; .",
                "import \"x\" as x; .",
                "repeat(.)",
                "label $x | 1",
                "halt",
                "@sh2",
                "$x",
                "getpath",
                "",
                "1 +",
                "(1",
                "{a:}",
                "\"x",
                "\"\\q\"",
                ". .",
                "| 1",
                "foo(",
                "if 1 then 2",
                "input_line_number",
                "builtins",
                "limit(1)",
                "$__loc__",
                "get_search_list",
                "ltrimstr",
                "modulemeta",
                "splits",
                "1 == 2 == 3");
    }

    @TestFactory
    Stream<DynamicTest> alwaysEnds() {
        return Each.of(
                (String program) -> {
                    Assertions.assertTimeoutPreemptively(
                            AN_INSTANT,
                            () -> assertThatThrownBy(() -> result(program, "1"))
                                    .isInstanceOfAny(
                                            JqEvaluationException.class, Json.TooLarge.class, JqSyntaxException.class));
                },
                "[range(1e12)]",
                "[recurse(.)]",
                "[limit(1e9; recurse(.))]",
                "1 | until(false; .)",
                "reduce range(1e12) as $x (0; . + 1)",
                "reduce range(100) as $x (\"x\"; . + .)",
                "reduce range(60) as $x ([]; [., .]) | tojson",
                "reduce range(60) as $x ([]; [., .])",
                "reduce range(40) as $x ([1]; . + .)",
                "reduce range(40) as $x (10.1; . * .)",
                "\"x\" * 1e9",
                "reduce range(1e6) as $x (1; [.])",
                "[.[]?] | .[1000000000] = 1",
                "try [range(1e12)] catch 1",
                "\"a\" * 400 | test(\"(.*)(.*)(.*)(.*)(.*)(.*)(.*)y\")",
                "(\"a\" * 100000) | test(\"(a|a)*b\")",
                "[range(100000) | [range(100000)]]",
                "[combinations] | length",
                "[range(3000)] | [.[] as $a | .[] as $b | $a + $b] | length",
                "walk(recurse(.))");
    }

    @Test
    void neverQuotesTheBody() throws Exception {
        for (String program : new String[] {
            ".a < 1",
            ".a + 1",
            ".a | tonumber",
            ".a | error",
            "error(\"is \\(.a)\")",
            ".a[0]",
            ".a | fromdate",
            ".a[]",
            ".a | fromjson",
            ".a | @base64d",
            "{} | has(1)",
            ".a | length | error"
        }) {
            JqProgram compiled = JqProgram.compile(program);
            assertThatThrownBy(() -> compiled.result(Json.read("{\"a\":\"s3cret!\"}".getBytes(StandardCharsets.UTF_8))))
                    .as(program)
                    .isInstanceOf(JqEvaluationException.class)
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void findsTheEndOfAnExpressionWithinText() throws Exception {
        String text = "x ${ {a:\"}\"}.a } y";
        JqProgram.Embedded embedded = JqProgram.embedded(text, 4);
        assertThat(text.substring(embedded.end())).isEqualTo(" y");
        assertThat(embedded.program().text(Json.read("{}".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("}");
    }
}
