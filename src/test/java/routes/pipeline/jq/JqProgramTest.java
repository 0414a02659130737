package routes.pipeline.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
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
        return new String(Json.write(JqProgram.compile(program).result(input(body))), StandardCharsets.UTF_8);
    }

    private static JqInput input(String body) throws Exception {
        return JqInput.ofBody(Json.read(body.getBytes(StandardCharsets.UTF_8)));
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
                    assertThatThrownBy(() -> program.holds(input("{}"))).isInstanceOf(JqEvaluationException.class);
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
                "input_filename",
                "debug",
                "nan",
                "localtime",
                "def f: 1;",
                "def f(: 1; 1",
                "def f: g; def g: 1; f",
                "break $x",
                "label $x | break $y",
                "reduce .[] as (0; 1)",
                ". as [$a, | 1",
                ". as {a} | 1",
                "{(1): 2}",
                ". as {(1): $a} | 1",
                "1e99999999999",
                "include \"x\"; .",
                "import \"x\" as x; .",
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
                "limit(1)",
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
                "walk(recurse(.))",
                "def f: f; f",
                "def f: 1 + f; f",
                "def f: [f, f]; f",
                "def f(g): f(f(g)); f(1)",
                "[repeat(1)]",
                "repeat(empty)",
                "[while(true; . + 1)]",
                "last(range(0; 1; 0))",
                "[range(9) | \"中\" * 16000000] | length",
                "[range(1000) | [range(10000)]] | length",
                "reduce range(100000) as $x (\"\"; . + \"0123456789\") | length",
                "[limit(1000000; repeat(\"x\" * 1000))] | length",
                "label $x | repeat(1)",
                "[range(50) | \"a\" * 500000 | split(\"\")] | length",
                "(\"[\" + \"1,\" * 2000000 + \"1]\") as $x | [range(20) | $x | fromjson] | length",
                "[range(200) | [range(20000)] | group_by(. % 2)] | length",
                "[range(3000) | [] | .[100000] = 1] | length",
                "try repeat(error) catch repeat(1)");
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
            ".a | length | error",
            ". as $p | \"a\" | test(\"[[:\" + $p.a + \":]]\")",
            ". as $p | \"a\" | test(\"\\\\p{\" + $p.a + \"}\")",
            ". as $p | \"a\" | test(\"a\"; $p.a)"
        }) {
            JqProgram compiled = JqProgram.compile(program);
            assertThatThrownBy(() -> compiled.result(input("{\"a\":\"s3cret!\"}")))
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
        assertThat(embedded.program().text(input("{}"))).isEqualTo("}");
    }

    @TestFactory
    Stream<DynamicTest> deletesWhatIsNamedAndNothingElse() {
        return Each.of(
                (program, body, expected) -> {
                    assertThat(result(program, body)).isEqualTo(expected);
                },
                "del((.items[] | select(.qty == 0)), (.items[] | select(.price == 0))) § {\"items\":[{\"qty\":0,\"price\":0},{\"qty\":1,\"price\":1}]} § {\"items\":[{\"qty\":1,\"price\":1}]}",
                "del(.[0], .[0]) § [1,2,3] § [2,3]",
                "del(.[0], .[-3]) § [1,2,3] § [2,3]",
                "del(.[-1], .[2]) § [1,2,3] § [1,2]",
                "del(.[0:2], .[1]) § [1,2,3] § [3]",
                "del(.[1:][0], .[1]) § [1,2,3] § [1,3]",
                "del(.[1:][1:], .[0]) § [1,2,3,4] § [2]",
                "del(.[1:3][-1], .[2]) § [1,2,3,4] § [1,2,4]",
                "del(.[7], .[-7]) § [1,2] § [1,2]",
                "del(.a, .a.b) § {\"a\":{\"b\":1},\"c\":2} § {\"c\":2}",
                "del(.a.b, .a.c) § {\"a\":{\"b\":1,\"c\":2,\"d\":3}} § {\"a\":{\"d\":3}}",
                "del(.[0].a, .[-2].b) § [{\"a\":1,\"b\":2,\"c\":3},1] § [{\"c\":3},1]",
                "del(.x.y.z) § {\"a\":1} § {\"a\":1}",
                "delpaths([[0],[-3],[{\"start\":1,\"end\":2}]]) § [1,2,3] § [3]",
                "delpaths([[]]) § [1] § null",
                "(.[] | select(. >= 2)) |= empty § [1,5,3,0,7] § [1,0]",
                ".[0] |= empty § [1,2,3] § [2,3]",
                "map_values(empty) § [1,2,3] § []",
                "map_values(empty) § {\"a\":1} § {}",
                "to_entries | map(select(.value > 1)) | from_entries § {\"a\":1,\"b\":2} § {\"b\":2}");
    }

    @TestFactory
    Stream<DynamicTest> keepsAlternativesApart() {
        return Each.of(
                (program, body, expected) -> {
                    assertThat(result(program, body)).isEqualTo(expected);
                },
                "[{(.[]): true}] § [\"x\",\"y\",\"z\"] § [{\"x\":true},{\"y\":true},{\"z\":true}]",
                "[{a: (1,2), (.[]): 3}] § [\"x\",\"y\"] § [{\"a\":1,\"x\":3},{\"a\":1,\"y\":3},{\"a\":2,\"x\":3},{\"a\":2,\"y\":3}]",
                "[\"\\(1,2)-\\(3,4)\"] § null § [\"1-3\",\"2-3\",\"1-4\",\"2-4\"]",
                "[pow(2,3; 1,2)] § null § [2,3,4,9]",
                "[.[] as [$a] ?// $a | $a] § [[1],2] § [1,2]",
                "[walk(., 1)] § {\"x\":0} § [{\"x\":0},1]");
    }

    @TestFactory
    Stream<DynamicTest> roundsTheEndsOfASliceOutwards() {
        return Each.of(
                (program, body, expected) -> {
                    assertThat(result(program, body)).isEqualTo(expected);
                },
                ".[:length/2] § [1,2,3,4,5] § [1,2,3]",
                ".[length/2:] § [1,2,3,4,5] § [3,4,5]",
                ".[1.7:3.2] § [1,2,3,4,5] § [2,3,4]",
                ".[-1.5:] § [1,2,3] § [2,3]",
                ".[:-1.5] § [1,2,3] § [1,2]",
                ".[1.2:3.5] § \"abcdef\" § \"bcd\"",
                ".[1.2:1.4] = [9] § [1,2,3] § [1,9,3]",
                "del(.[:0.5]) § [1,2,3] § [2,3]");
    }

    @TestFactory
    Stream<DynamicTest> givesRegularExpressionsJqsMeaning() {
        return Each.of(
                (program, body, expected) -> {
                    assertThat(result(program, body)).isEqualTo(expected);
                },
                "test(\"^[[:digit:]]+$\") § \"123\" § true",
                "gsub(\"[[:space:]]\"; \"\") § \"a b\\tc\" § \"abc\"",
                "[scan(\"\\\\w+\")] § \"Müller ok\" § [\"Müller\",\"ok\"]",
                "test(\"\\\\d\") § \"٣\" § true",
                "test(\"^\\\\s$\") § \"\u00a0\" § true",
                "test(\"a\\\\b\") § \"aé\" § false",
                "test(\"\\\\h\") § \" \" § false",
                "test(\"[[a]\") § \"[\" § true",
                "test(\"^[a&&b]$\") § \"&\" § true",
                "test(\"^[[:^alpha:]]$\") § \"1\" § true",
                "test(\"a{,2}\") § \"a{,2}\" § true",
                "test(\"\\\\v\") § \"v\" § true",
                "test(\"^.$\") § \"\\u2028\" § true",
                "test(\"a.b\"; \"s\") § \"a\\nb\" § false",
                "test(\"a.b\"; \"p\") § \"a\\nb\" § true",
                "test(\"^b\") § \"a\\nb\" § false",
                "test(\"(?m)^b\") § \"a\\nb\" § true",
                "test(\"\\\\p{Letter}\\\\p{^Lu}\") § \"ab\" § true",
                "test(\"a (?#x) b # c\"; \"x\") § \"ab\" § true",
                "test(\"^(?<x>a)\\\\k<x>$\") § \"aa\" § true",
                "test(\"\\\\xc3\\\\xa9\") § \"é\" § true",
                "test([\"ABC\", \"i\"]) § \"abc\" § true",
                "capture(\"(?<order_id>[0-9]+)\") § \"no 17\" § {\"order_id\":\"17\"}",
                "capture(\"(?<a>x)|(?<a>y)\") § \"y\" § {\"a\":\"y\"}",
                "[match(\"(?<é>b)|c\"; \"g\") | [.offset, .length, .string, .captures[0].name]] § \"😀bc\" § [[1,1,\"b\",\"é\"],[2,1,\"c\",\"é\"]]",
                "[match(\"\"; \"gn\")] § \"ab\" § []",
                "[gsub(\"a\"; \"b\", \"c\")] § \"aa\" § [\"bb\",\"cc\"]",
                "gsub(\"^\"; \">\") § \"ab\" § \">ab\"",
                "[splits(\", *\")] § \"a, b,c\" § [\"a\",\"b\",\"c\"]",
                "test(\"x[[:space:](]y\") § \"x(y\" § true",
                "gsub(\"[[:space:](),]+\"; \" \") § \"a (b)\" § \"a b \"",
                "test(\"^\\\\Q(\\\\E$\") § \"(\" § true",
                "[match(\"(?#a(b)c\") | .captures | length] § \"c\" § [0]",
                "test(\"a # (c\\nb\"; \"x\") § \"ab\" § true",
                "test(\"^(a)\\\\12$\") § \"a\\n\" § true",
                "test(\"(?i)é\") § \"É\" § true",
                "test(\"(?i:ö)x\") § \"Öx\" § true",
                "[match(\"(?<=(ä))b\"; \"g\") | .captures[0].offset] § \"xäb\" § [1]",
                "[scan(\"(a)(x)?\")] § \"aax\" § [[\"a\",null],[\"a\",\"x\"]]");
    }

    @TestFactory
    Stream<DynamicTest> findsAWrongRegularExpressionWhenItIsCompiled() {
        return Each.of(
                (String program) -> {
                    assertThatThrownBy(() -> JqProgram.compile(program)).isInstanceOf(JqSyntaxException.class);
                },
                "test(\"(\")",
                "test(\"a\"; \"q\")",
                "test(.x; \"q\")",
                "test([\"a\", \"q\"])",
                "test([\"(\"])",
                "test(1)",
                "capture(\"(?<1a>x)\")",
                "sub(\"[b-a]\"; \"\")",
                "gsub(\"*\"; \"\")",
                "scan(\"[a\")",
                "splits(\"a)\")",
                "split(\"(?<a>\"; null)",
                "match(\"\\\\p{Nothing}\")",
                "match(\"[[:nothing:]]\")",
                "match(\"\\\\K\")",
                "match(\"(a)\\\\2\")",
                "match(\"(?(1)a|b)\")",
                "match(\"a\"; \"l\")",
                "test(\"(?:(?:(?:){3000}){3000}){3000}\")",
                "test(\"(?:a{1000}){1000}\")",
                "test(\"a{1000000}\")",
                "test(\"\\\\Ga\")",
                "test(\"\\\\o{101}\")");
    }

    @TestFactory
    Stream<DynamicTest> readsAndWritesDatesAsCDoes() {
        return Each.of(
                (program, body, expected) -> {
                    assertThat(result(program, body)).isEqualTo(expected);
                },
                "strptime(\"%Y-%m-%dT%H:%M:%SZ\") § \"2015-03-05T23:51:47Z\" § [2015,2,5,23,51,47,4,63]",
                "strptime(\"%d %B %y, %I:%M %p\") | mktime § \"5 March 15, 11:51 PM\" § 1425599460",
                "strptime(\"%Y-%m-%dT%H:%M:%S%z\") | mktime | todate § \"2015-03-05T23:51:47+01:00\" § \"2015-03-05T22:51:47Z\"",
                "strptime(\"%s\") | mktime § \"1425599621\" § 1425599621",
                "strptime(\"%j/%Y\") | strftime(\"%F\") § \"60/2024\" § \"2024-02-29\"",
                "strftime(\"%A, %B %-d, %Y %% %e|%k|%l|%I%p\") § 1425599621 § \"Thursday, March 5, 2015 % 5|23|11|11PM\""
                        .replace("% 5", "%  5"),
                "strftime(\"%a %b %j %U %W %V %G %u %w %y %C %Z %z %s\") § 1425599621 § \"Thu Mar 064 09 09 10 2015 4 4 15 20 UTC +0000 1425599621\"",
                "gmtime § 1425599621.25 § [2015,2,5,23,53,41.25,4,63]",
                "gmtime | mktime § -1.5 § -2",
                "mktime § [2024,0,31,25,0,0,0,0] § 1706749200",
                "todate § 1425599621.9 § \"2015-03-05T23:53:41Z\"",
                "\"2015-03-05T23:51:47Z\" | fromdate § null § 1425599507",
                "dateadd(\"seconds\"; 10) § 5 § 15",
                "try strptime(\"%Y\") catch \"no\" § \"15x\" § \"no\"",
                "try (\"2024-02-30x\" | strptime(\"%F\")) catch \"no\" § null § \"no\"",
                "try strftime(\"%Q\") catch \"no\" § 0 § \"no\"",
                "try mktime catch \"no\" § [\"a\"] § \"no\"");
    }

    @TestFactory
    Stream<DynamicTest> makesNoCharacterOfBytesThatAreNone() {
        return Each.of(
                (program, body, expected) -> {
                    assertThatThrownBy(() -> result(program, body)).hasMessageContaining(expected);
                },
                "@base64d § \"/w==\" § not UTF-8",
                "@urid § \"%ff\" § not UTF-8",
                "@urid § \"%f\" § two hexadecimal digits",
                "@uri § \"\\ud800\" § unpaired surrogate",
                "utf8bytelength § \"\\ud800\" § unpaired surrogate",
                "implode § [55296.5] § code points",
                "implode § [1114112] § code points");
    }

    @TestFactory
    Stream<DynamicTest> raisesAndCatchesValues() {
        return Each.of(
                (program, body, expected) -> {
                    assertThat(result(program, body)).isEqualTo(expected);
                },
                "try error({code: 5}) catch .code § null § 5",
                "try error catch . § {\"a\":1} § {\"a\":1}",
                "try error(null) catch . § 1 § null",
                "try error(\"no \\(.)\") catch . § 7 § \"no 7\"",
                "[.[] | try (if . > 2 then error(\"big\") else . end) catch .] § [1,3] § [1,\"big\"]",
                "[label $out | foreach .[] as $x (0; . + $x; if . > 3 then ., break $out else . end)] § [1,2,3,4] § [1,3,6]",
                "[range(10000) | try recurse(error(\"x\")) catch 0] | length § null § 20000",
                "def f: if . > 2000 then . else . + 1 | f end; try f catch \"deep\" § 1990 § 2001");
    }

    @Test
    void tellsTheReasonThatTheAuthorWroteButNoValue() {
        assertThatThrownBy(() -> result("error(\"order has no items\")", "1")).hasMessage("order has no items");
        assertThatThrownBy(() -> result("error(\"order \\(.id) has no items\")", "{\"id\":17}"))
                .hasMessage("order … has no items");
        assertThatThrownBy(() -> result("error({code: 5, of: .id})", "{\"id\":17}"))
                .hasMessage("{\"code\":5,\"of\":…}");
        assertThatThrownBy(() -> result("error", "\"s3cret\"")).hasMessage("the expression raised an error");
    }

    @TestFactory
    Stream<DynamicTest> saysWhyAStringIsNoNumber() {
        return Each.of(
                (program, body, expected) -> {
                    assertThatThrownBy(() -> result(program, body)).hasMessageContaining(expected);
                },
                "tonumber § \"\" § it is empty",
                "tonumber § \"1,5\" § it has a comma",
                "tonumber § \"1 5\" § a space inside",
                "tonumber § \"0x10\" § none of a number",
                "tonumber § \"1e99999999999\" § exponent is too large",
                "tonumber § \"nan\" § none of a number");
    }

    @TestFactory
    Stream<DynamicTest> convertsNumbersAndText() {
        return Each.of(
                (program, body, expected) -> {
                    assertThat(result(program, body)).isEqualTo(expected);
                },
                "map(tonumber) § [\"03\",\"+5\",\".5\",\"1.\",\" 7 \",\"-1.50\",\"1e2\"] § [3,5,0.5,1,7,-1.50,1E+2]",
                "1e2 | tostring § null § \"100\"",
                "map(tostring) § [1e2,1.10,1E-3,1e400] § [\"100\",\"1.10\",\"0.001\",\"1E+400\"]",
                "\"\\(1e2)\" § null § \"100\"",
                "tojson § \"😀\" § \"\\\"😀\\\"\"",
                "@sh § [1,\"it's\"] § \"1 'it'\\\\''s'\"",
                "@uri, (@uri | @urid) | select(. == \"a b&ü\") § \"a b&ü\" § \"a b&ü\"",
                "[ltrimstr(\"a\"), rtrimstr(\"c\"), trimstr(\"a\")] § \"abca\" § [\"bca\",\"abca\",\"bc\"]",
                "ltrimstr(\"a\") § 1 § 1",
                "map(toboolean) § [\"true\",false] § [true,false]",
                "[pow(2;10), pow(0.1;2), (16|sqrt), (1000|log10), (8|log2), (-1.5|fabs)] § null § [1024,0.01,4,3,3,1.5]",
                "from_entries § [{\"name\":\"a\",\"value\":1},{\"Name\":\"b\",\"Value\":2},{\"k\":\"c\",\"v\":false}] § {\"a\":1,\"b\":2,\"c\":false}",
                "[IN(.[]; 2, 3), (2 | IN(1, 2))] § [1,2] § [true,true]",
                "INDEX(.id) | keys § [{\"id\":1},{\"id\":\"b\"}] § [\"1\",\"b\"]",
                "[tostream] § {\"a\":[1]} § [[[\"a\",0],1],[[\"a\",0]],[[\"a\"]]]",
                "fromstream(tostream) § {\"a\":[1,{\"b\":2}],\"c\":{}} § {\"a\":[1,{\"b\":2}],\"c\":{}}",
                "[1 | truncate_stream([[0],1],[[1,0],2],[[1,0]],[[1]])] § null § [[[0],2],[[0]]]",
                "transpose § [[1],[2,3]] § [[1,2],[null,3]]",
                "[combinations] § [[1,2],[3]] § [[1,3],[2,3]]",
                "[first, last, nth(1), first(.[1:][]), nth(1; .[]), skip(2; .[])] § [1,2,3] § [1,3,2,2,2,3]",
                "[.[] as {a: $x, b: [$y]} | $x + $y] § [{\"a\":1,\"b\":[2]}] § [3]",
                "def inc($n): . + $n; def twice(f): f | f; twice(inc(2)) § 1 § 5",
                "[range(0; 10; 3), range(3; 0; -1)] § null § [0,3,6,9,3,2,1]",
                "[.[] | while(. < 20; . * 2)] § [5,9] § [5,10,9,18]",
                "$__loc__.line § null § 1");
    }

    @TestFactory
    Stream<DynamicTest> assignsAsJqDoes() {
        return Each.of(
                (program, body, expected) -> {
                    assertThat(result(program, body)).isEqualTo(expected);
                },
                ".a = .b // 2 § {\"a\":1} § {\"a\":null}",
                ".a = (.b // 2) § {\"a\":1} § {\"a\":2}",
                ".a |= (2, error(\"x\")) § {\"a\":1} § {\"a\":2}",
                "(.a.b, .a) |= [., .] § {\"a\":{\"b\":1}} § {\"a\":[{\"b\":[1,1]},{\"b\":[1,1]}]}",
                "(.a.b, ., .a.b) |= (if type == \"number\" then . + 1 else {a: .a, c: .a} end) § {\"a\":{\"b\":1}} § {\"a\":{\"b\":3},\"c\":{\"b\":2}}",
                "(.[0], .[0:1], .[0]) |= [.] § [1] § [[[[1]]]]",
                "(.x, .x.y, .z) |= {was: .} § {\"z\":1} § {\"z\":{\"was\":1},\"x\":{\"was\":null,\"y\":{\"was\":null}}}",
                ".[2] = 9 | .[-1] += 1 § [1] § [1,null,10]",
                ". as $old | .a[0] = 5 | [$old.a[0], .a[0]] § {\"a\":[1]} § [1,5]",
                "[.[] |= . + 1, .] § [1,2] § [[2,3],[1,2]]",
                "add § [[1],[2],[3]] § [1,2,3]",
                "[add, .] § [{\"a\":1},{\"b\":2},{\"a\":3}] § [{\"a\":3,\"b\":2},[{\"a\":1},{\"b\":2},{\"a\":3}]]",
                "try (.[[2]] = 9) catch \"no\" § [1,2,3] § \"no\"",
                "from_entries § [{\"key\":\"a\",\"value\":null,\"v\":5}] § {\"a\":null}",
                "implode § [65.0] § \"A\"");
    }

    @TestFactory
    Stream<DynamicTest> changesLargeBodiesWithinItsBudget() {
        return Each.of(
                (program, body, expected) -> {
                    assertThat(result("[range(5000) | {id: ., v: 1}] | " + program, body))
                            .isEqualTo(expected);
                },
                "map_values(.v += 1) | .[4999].v § null § 2",
                ".[].v |= . + 1 | .[0].v § null § 2",
                "INDEX(.id) | length § null § 5000",
                "map({(.id | tostring): .v}) | add | length § null § 5000");
    }

    @TestFactory
    Stream<DynamicTest> endsSoonWhateverItIsGiven() {
        return Each.of(
                (String program) -> {
                    Assertions.assertTimeoutPreemptively(AN_INSTANT, () -> {
                        try {
                            result(program, "null");
                        } catch (JqEvaluationException e) {
                            assertThat(e.getMessage()).isNotBlank();
                        }
                    });
                },
                "[range(30000)] as $n | [range(30000) | tostring] as $t | $n | contains($t)",
                "(\"a\" * 300000) | contains((\"a\" * 150000) + \"b\")",
                "(\"a\" * 300000) | index((\"a\" * 150000) + \"b\")",
                "(\"a\" * 300000) | split((\"a\" * 150000) + \"b\")",
                "(\"ф\" * 150000) | [match(\"ф\"; \"g\").offset] | length",
                "1e4999 as $a | ($a + 1) as $b | [range(100000) | $b - 1] | length",
                "[range(500000) | . * 7919 % 1000003 | [., .]] | sort | length",
                "(\"ab\" * 4000000) as $t | [range(200) | $t | ltrimstr(\"a\")] | length",
                "(\"YWFh\" * 1000000) as $a | [range(200) | $a | @base64d] | length",
                "1e4999 as $b | [range(400000) | $b + .] | length",
                "first(\"a\" * 1500000 | match(\"a\"; \"g\"))",
                "reduce range(400) as $x (1; [.]) | [limit(50000; repeat(path(..)))] | length",
                "0 | strftime(\"%c\" * 4000000)");
    }

    @Test
    void findsTextsWhateverTheyRepeat() {
        for (String part : new String[] {"aab", "abababababababababac", "aaaaaaaaaaaaaaaaaaaaaab", "x"}) {
            for (String text : new String[] {
                "", "aaab", "ab".repeat(40) + "ac" + "ab".repeat(9) + "ac", "a".repeat(50) + "b" + "a".repeat(22) + "b"
            }) {
                for (int from = 0; from <= text.length(); from++) {
                    assertThat(new TextSearch(part).in(text, from)).isEqualTo(text.indexOf(part, from));
                }
            }
        }
    }

    @Test
    void leavesTheBodyUnreadWhereOnlyArgumentsCount() throws Exception {
        JqInput input = new JqInput() {
            @Override
            public JsonNode body() {
                throw new AssertionError("the body is read");
            }

            @Override
            public JsonNode fact(Fact fact) {
                return Values.object().put("n", 3);
            }
        };
        assertThat(JqProgram.compile("pow($headers.n; 2) > 4 and fmax($headers.n; 1) == 3 and now > 0")
                        .holds(input))
                .isTrue();
    }
}
