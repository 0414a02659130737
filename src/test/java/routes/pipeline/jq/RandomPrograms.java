package routes.pipeline.jq;

import java.util.List;
import java.util.Random;

/**
 * Random programs in the part of the language in which jq 1.6 and the hub agree: small whole numbers and halves, no empty
 * matches, no message of an error in a result.
 */
final class RandomPrograms {

    private static final List<String> PATHS = List.of(
            ".",
            ".a",
            ".b",
            ".c",
            ".a.b",
            ".[0]",
            ".[1]",
            ".[-1]",
            ".[]?",
            ".a[]?",
            ".items[]?",
            ".items[0]",
            ".[1:]",
            ".[:-1]",
            ".[1:3]",
            ".a?",
            ".\"b\"",
            ".[\"a\"]",
            "..",
            ".items[1:][0]?");
    private static final List<String> FILTERS = List.of(
            "length",
            "[keys?][]",
            "tostring",
            "tojson",
            "type",
            "[map(tostring)?][] | add",
            "[sort?][]",
            "[unique?][]",
            "arrays | reverse",
            "[flatten?][]",
            "[min?][]",
            "[max?][]",
            "[to_entries?][]",
            "paths",
            "leaf_paths",
            "[map_values(1)?][]",
            "[first?][]",
            "[last?][]",
            "[ascii_downcase?][]",
            "[ascii_upcase?][]",
            "[explode?][]",
            "[floor?][]",
            "[tonumber?][]",
            "values",
            "scalars",
            "numbers",
            "strings",
            "arrays",
            "objects",
            "[@base64?][]",
            "[@csv?][]",
            "[@tsv?][]",
            "@json",
            "@text",
            "@html",
            "[@sh?][]",
            "tostream",
            "[fromjson?][]",
            "recurse",
            "arrays | select(all(.[]; type == \"array\")) | combinations",
            "[keys_unsorted?][]",
            "[has(\"a\")?][]",
            "[has(0)?][]",
            "[todate?][]",
            "[gmtime?][]",
            "[tostream] | fromstream(.[])");
    private static final List<String> LITERALS = List.of(
            "null",
            "true",
            "false",
            "0",
            "1",
            "2",
            "3",
            "-1",
            "0.5",
            "\"a\"",
            "\"b\"",
            "\"\"",
            "\"a,b\"",
            "\"Ab1\"",
            "[]",
            "{}",
            "[1,2,3]",
            "{\"a\":1}",
            "[[1,2],[3,4]]",
            "{\"a\":{\"b\":2},\"c\":[1]}",
            "\"2015-03-05T23:51:47Z\"");
    private static final List<String> REGEXES = List.of(
            "a",
            "[a-c]+",
            "^[[:alpha:]]+$",
            "\\\\d",
            "\\\\w+",
            "(?<x>[a-z])(?<y>[0-9])",
            "b|,",
            "(?i)ab",
            "a.c",
            "\\\\s");

    private final Random random;

    RandomPrograms(long seed) {
        this.random = new Random(seed);
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    String body() {
        return one(List.of(
                "null",
                "1",
                "\"Ab1 c\"",
                "[1,2,3]",
                "[3,1,2,1]",
                "{\"a\":1,\"b\":\"x\"}",
                "[\"b\",\"a\",\"c,d\"]",
                "{\"a\":{\"b\":[1,2]},\"c\":null}",
                "[{\"a\":1,\"b\":2},{\"a\":1,\"b\":3},{\"a\":0}]",
                "{\"items\":[{\"qty\":0,\"price\":0},{\"qty\":2,\"price\":0.5}],\"a\":[3,[4,[5]]]}",
                "[[1,2],[3,4]]",
                "[null,true,0,\"a\",[],{}]"));
    }

    String program() {
        return program(3);
    }

    private String program(int depth) {
        if (depth == 0) {
            return one(random.nextInt(3) == 0 ? LITERALS : PATHS);
        }
        String a = program(depth - 1);
        String b = program(depth - 1);
        switch (random.nextInt(40)) {
            case 0:
            case 1:
            case 2:
                return a + " | " + b;
            case 3:
            case 4:
                return "(" + a + ") | " + one(FILTERS);
            case 5:
                return "(" + a + "), (" + b + ")";
            case 6:
                return "[" + a + "]";
            case 7:
                return "{a: (" + a + "), b: (" + b + ")}";
            case 8:
                return "{((" + a + ") | tostring): (" + b + ")}";
            case 9:
                // as text, since jq 1.6 takes two slices of one array for equal where they have the same length
                return "((" + a + " | tojson) " + one(List.of("==", "!=")) + " (" + b + " | tojson))";
            case 10:
                return "((" + a + " | tostring) " + one(List.of("<", "<=", ">", ">=", "+", "/")) + " (" + b
                        + " | tostring))";
            case 11:
                return "((" + a + ") // (" + b + "))";
            case 12:
                return "(if (" + a + ") then (" + b + ") else (" + program(depth - 1) + ") end)";
            case 13:
                return "[try (" + a + ") catch \"caught\"][]";
            case 14:
                return "del(" + paths() + ")";
            case 15:
                return "del(" + paths() + ")";
            case 16:
                return "delpaths([paths] | .[:" + random.nextInt(5) + "])";
            case 17:
                return "(" + paths() + ") |= ([" + a + ", 0][0])";
            case 18:
                return "(" + paths() + ") = (" + a + ")";
            case 19:
                return "(" + paths() + ") //= (" + a + ")";
            case 20:
                return "(reduce (" + a + ") as $x (0; [., $x]))";
            case 21:
                return "(foreach (" + a + ") as $x (0; . + 1; [., $x]))";
            case 22:
                return "((" + a + ") as $x | [$x, (" + b + ")])";
            case 23:
                return "((" + a + ") as [$x, $y] | {x: $x, y: $y})";
            case 24:
                return "((" + a + ") as {a: $x, b: [$y]} | [$x, $y])";
            case 25:
                return "[(" + a + ") as [$x] ?// $x | [$x]][]";
            case 26:
                return "(def f: " + a + "; def g(h): [h, (" + b + ")]; g(f))";
            case 27:
                return "(def f($n): [$n, .]; f(" + a + "))";
            case 28:
                return "(label $out | (" + a + ") | if type == \"number\" then ., break $out else . end)";
            case 29:
                return "[limit(2; " + a + ")]";
            case 30:
                return "[first(" + a + ")?]";
            case 31:
                return "\"<\\(" + a + ")-\\(" + b + ")>\"";
            case 32:
                return "[(" + a + ") | "
                        + one(List.of("select(. == 1)", "select(type == \"object\")", "[isempty(.[]?)][]")) + "]";
            case 33:
                return "(" + a + ") | [map(" + b + ")?][]";
            case 34:
                return "(" + a + ") | " + one(List.of("sort_by", "group_by", "unique_by", "min_by", "max_by")) + "(" + b
                        + ")";
            case 35:
                return "(" + a + ") | "
                        + one(List.of(
                                "objects | with_entries(.value |= [.])",
                                "walk(if type == \"number\" then . + 1 else . end)",
                                "[while(type == \"array\"; .[0])]",
                                "[until(type != \"array\"; .[0])]",
                                "[recurse(if type == \"array\" then .[0] else empty end)]",
                                "path(..)",
                                "[paths(type == \"number\")]",
                                "[[splits(\",\")]?][]",
                                "[split(\",\")?][]",
                                "join(\"-\")?",
                                "ltrimstr(\"a\")",
                                "rtrimstr(\"c\")",
                                "[strings | index(\"a\")]",
                                "[indices(1)?][]",
                                "[inside([1,2,3])?][]",
                                "[contains([1])?][]",
                                "[flatten(1)?][]",
                                "[range(0; 7; 3)]",
                                "IN(1, \"a\")",
                                "[nth(1)?][]",
                                "[getpath([\"a\",\"b\"])?][]",
                                "[.[]?, .[-1]?]",
                                "tojson | fromjson",
                                "objects | to_entries | from_entries",
                                "[ascii_downcase?][] | explode | implode"));
            case 36:
                return "(" + a + ") | [test(\"" + one(REGEXES) + "\")?][]";
            case 37:
                return "[(" + a + ") | match(\"" + one(REGEXES) + "\"; \"g\")?]";
            case 38:
                return "(" + a + ") | " + one(List.of("gsub", "sub")) + "(\"" + one(REGEXES)
                        + "\"; \"<\\(.x // \"-\")>\")";
            default:
                return "[(" + a + ") | (capture(\"" + one(REGEXES) + "\")?, scan(\"" + one(REGEXES) + "\")?)]";
        }
    }

    private String paths() {
        StringBuilder paths = new StringBuilder(path());
        for (int i = random.nextInt(3); i > 0; i--) {
            paths.append(", ").append(path());
        }
        return paths.toString();
    }

    private String path() {
        return one(List.of(
                ".a?",
                ".b?",
                ".[0]?",
                ".[-1]?",
                ".[1]?",
                ".[]?",
                ".[1:]?",
                ".[:1]?",
                ".a.b?",
                ".items[]?",
                "(.items[]? | select(.qty == 0))",
                "(.items[]? | select(.price == 0))",
                ".[2]?",
                ".[0].a?",
                ".a[0]?",
                "(.[]? | select(. == 1))",
                "..",
                "first(.[]?)",
                "getpath([\"a\"])",
                ".[-2:]?"));
    }
}
