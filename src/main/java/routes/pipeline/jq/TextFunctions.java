package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import routes.pipeline.jq.Functions.Function;
import routes.pipeline.json.Json;

/** Functions of strings. */
final class TextFunctions {

    private TextFunctions() {}

    static Map<String, Function> all() {
        return Map.ofEntries(
                Map.entry("tostring/0", Functions.values((in, args, budget) -> Values.text(text(in, budget)))),
                Map.entry("tojson/0", Functions.values((in, args, budget) -> Values.text(json(in, budget)))),
                Map.entry("fromjson/0", Functions.values(TextFunctions::fromJson)),
                Map.entry("ascii_downcase/0", mapped("ascii_downcase", c -> c >= 'A' && c <= 'Z' ? c + 32 : c)),
                Map.entry("ascii_upcase/0", mapped("ascii_upcase", c -> c >= 'a' && c <= 'z' ? c - 32 : c)),
                Map.entry("startswith/1", of("startswith", (a, b, budget) -> Values.bool(a.startsWith(b)))),
                Map.entry("endswith/1", of("endswith", (a, b, budget) -> Values.bool(a.endsWith(b)))),
                Map.entry(
                        "ltrimstr/1",
                        of("ltrimstr", (a, b, budget) -> Values.text(a.startsWith(b) ? a.substring(b.length()) : a))),
                Map.entry(
                        "rtrimstr/1",
                        of(
                                "rtrimstr",
                                (a, b, budget) ->
                                        Values.text(a.endsWith(b) ? a.substring(0, a.length() - b.length()) : a))),
                Map.entry(
                        "trim/0",
                        Functions.values((in, args, b) ->
                                Values.text(Functions.text("trim", in).strip()))),
                Map.entry(
                        "ltrim/0",
                        Functions.values((in, args, b) ->
                                Values.text(Functions.text("ltrim", in).stripLeading()))),
                Map.entry(
                        "rtrim/0",
                        Functions.values((in, args, b) ->
                                Values.text(Functions.text("rtrim", in).stripTrailing()))),
                Map.entry("split/1", of("split", TextFunctions::split)),
                Map.entry("join/1", Functions.values(TextFunctions::joined)),
                Map.entry("explode/0", Functions.values((in, args, budget) -> {
                    String text = Functions.text("explode", in);
                    budget.spend(text.length());
                    ArrayNode codes = Values.array();
                    text.codePoints().forEach(codes::add);
                    return codes;
                })),
                Map.entry("implode/0", Functions.values((in, args, budget) -> imploded(in))),
                Map.entry(
                        "utf8bytelength/0",
                        Functions.values((in, args, b) -> Numbers.of(
                                Functions.text("utf8bytelength", in).getBytes(StandardCharsets.UTF_8).length))),
                Map.entry("indices/1", Functions.values((in, args, budget) -> indices(in, args.get(0), budget))),
                Map.entry(
                        "index/1",
                        Functions.values((in, args, budget) -> in.isNull()
                                ? in
                                : PathExpressions.get(indices(in, args.get(0), budget), Numbers.of(0), budget))),
                Map.entry(
                        "rindex/1",
                        Functions.values((in, args, budget) -> in.isNull()
                                ? in
                                : PathExpressions.get(indices(in, args.get(0), budget), Numbers.of(-1), budget))));
    }

    private interface OfTexts {
        JsonNode of(String text, String argument, Budget budget) throws JqEvaluationException;
    }

    private interface OfCharacter {
        int of(int character);
    }

    private static Function of(String name, OfTexts function) {
        return Functions.values((in, args, budget) -> {
            String text = Functions.text(name, in);
            budget.spendText(text.length());
            return function.of(text, Functions.text(name, args.get(0)), budget);
        });
    }

    private static Function mapped(String name, OfCharacter change) {
        return Functions.values((in, args, budget) -> {
            String text = Functions.text(name, in);
            budget.spendText(text.length());
            StringBuilder changed = new StringBuilder(text.length());
            text.chars().forEach(c -> changed.append((char) change.of(c)));
            return Values.text(changed.toString());
        });
    }

    /** A string unchanged, any other value as JSON. */
    static String text(JsonNode value, Budget budget) throws JqEvaluationException {
        return value.isTextual() ? value.textValue() : json(value, budget);
    }

    static String json(JsonNode value, Budget budget) throws JqEvaluationException {
        try {
            byte[] json = Json.write(value);
            budget.spendText(16L + json.length);
            return new String(json, StandardCharsets.UTF_8);
        } catch (Json.TooLarge e) {
            throw JqEvaluationException.limit(e.getMessage());
        }
    }

    private static JsonNode fromJson(JsonNode in, List<JsonNode> args, Budget budget) throws JqEvaluationException {
        String text = Functions.text("fromjson", in);
        budget.spend(text.length());
        try {
            return Json.read(text);
        } catch (Json.Malformed e) {
            throw new JqEvaluationException("'fromjson' got a string that is " + e.getMessage());
        }
    }

    static JsonNode split(String text, String by, Budget budget) throws JqEvaluationException {
        budget.spend(text.length());
        ArrayNode parts = Values.array();
        if (by.isEmpty()) {
            text.codePoints().forEach(code -> parts.add(Character.toString(code)));
            return parts;
        }
        int from = 0;
        for (int at = text.indexOf(by); at >= 0; at = text.indexOf(by, from)) {
            parts.add(text.substring(from, at));
            from = at + by.length();
        }
        return text.isEmpty() ? parts : parts.add(text.substring(from));
    }

    private static JsonNode joined(JsonNode in, List<JsonNode> args, Budget budget) throws JqEvaluationException {
        String by = Functions.text("join", args.get(0));
        StringBuilder joined = new StringBuilder();
        String between = "";
        for (JsonNode item : Functions.list("join", in)) {
            if (item.isContainerNode()) {
                throw new JqEvaluationException("'join' cannot join " + Values.type(item));
            }
            String text = item.isNull() ? "" : text(item, budget);
            budget.spendText((long) between.length() + text.length());
            joined.append(between).append(text);
            between = by;
        }
        budget.spendText(joined.length());
        return Values.text(joined.toString());
    }

    private static JsonNode imploded(JsonNode in) throws JqEvaluationException {
        StringBuilder text = new StringBuilder();
        for (JsonNode code : Functions.list("implode", in)) {
            if (!code.isInt() || !Character.isValidCodePoint(code.intValue())) {
                throw new JqEvaluationException("'implode' needs an array of code points");
            }
            text.appendCodePoint(code.intValue());
        }
        return Values.text(text.toString());
    }

    /** The positions of a string in a string, of an item in a list, or of a list in a list. */
    static JsonNode indices(JsonNode in, JsonNode wanted, Budget budget) throws JqEvaluationException {
        ArrayNode found = Values.array();
        if (in.isTextual() && wanted.isTextual()) {
            String text = in.textValue();
            budget.spend(text.length());
            if (!wanted.textValue().isEmpty()) {
                int codes = 0;
                int counted = 0;
                for (int at = text.indexOf(wanted.textValue());
                        at >= 0;
                        at = text.indexOf(wanted.textValue(), at + 1)) {
                    codes += text.codePointCount(counted, at);
                    counted = at;
                    found.add(codes);
                }
            }
            return found;
        }
        Functions.list("indices", in);
        JsonNode part = wanted.isArray() ? wanted : Values.array(List.of(wanted));
        for (int at = 0; !part.isEmpty() && at + part.size() <= in.size(); at++) {
            boolean same = true;
            for (int i = 0; same && i < part.size(); i++) {
                same = Values.equal(in.get(at + i), part.get(i), budget);
            }
            if (same) {
                found.add(at);
            }
        }
        return found;
    }
}
