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
                Map.entry("ltrimstr/1", Functions.values((in, args, b) -> trimmed(in, args.get(0), true, false, b))),
                Map.entry("rtrimstr/1", Functions.values((in, args, b) -> trimmed(in, args.get(0), false, true, b))),
                Map.entry("trimstr/1", Functions.values((in, args, b) -> trimmed(in, args.get(0), true, true, b))),
                Map.entry("trim/0", Functions.values((in, args, b) -> stripped("trim", in, true, true, b))),
                Map.entry("ltrim/0", Functions.values((in, args, b) -> stripped("ltrim", in, true, false, b))),
                Map.entry("rtrim/0", Functions.values((in, args, b) -> stripped("rtrim", in, false, true, b))),
                Map.entry("split/1", of("split", TextFunctions::split)),
                Map.entry("join/1", Functions.values(TextFunctions::joined)),
                Map.entry("explode/0", Functions.values((in, args, budget) -> {
                    String text = Functions.text("explode", in);
                    budget.spendCopy(text.length());
                    ArrayNode codes = Values.array();
                    text.codePoints().forEach(codes::add);
                    return codes;
                })),
                Map.entry("implode/0", Functions.values((in, args, budget) -> imploded(in, budget))),
                Map.entry(
                        "utf8bytelength/0",
                        Functions.values((in, args, b) -> Numbers.of(
                                Formats.encoded("utf8bytelength", Functions.text("utf8bytelength", in)).length))),
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

    /** Without the white space of Unicode at its ends. */
    private static JsonNode stripped(String function, JsonNode in, boolean left, boolean right, Budget budget)
            throws JqEvaluationException {
        String text = Functions.text(function, in);
        budget.spendText(text.length());
        int start = 0;
        int end = text.length();
        while (left && start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (right && end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return Values.text(text.substring(start, end));
    }

    private static boolean isSpace(char c) {
        return Character.isSpaceChar(c) || c >= '\t' && c <= '\r' || c == '\u0085';
    }

    /** Leaves anything but strings as it is, as in jq. */
    private static JsonNode trimmed(JsonNode in, JsonNode affix, boolean left, boolean right, Budget budget)
            throws JqEvaluationException {
        if (!in.isTextual() || !affix.isTextual()) {
            return in;
        }
        String text = in.textValue();
        budget.spendText(text.length());
        String part = affix.textValue();
        if (left && text.startsWith(part)) {
            text = text.substring(part.length());
        }
        if (right && text.endsWith(part)) {
            text = text.substring(0, text.length() - part.length());
        }
        return Values.text(text);
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
            budget.spendReading(text.length());
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

    /** A string unchanged, any other value as JSON; numbers without an exponent where that is short. */
    static String text(JsonNode value, Budget budget) throws JqEvaluationException {
        if (value.isNumber()) {
            String number = Numbers.text(value);
            budget.spendText(number.length());
            return number;
        }
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
        budget.spendParsing(text.length());
        try {
            return Json.read(text);
        } catch (Json.Malformed e) {
            throw new JqEvaluationException("'fromjson' got a string that is " + e.getMessage());
        }
    }

    static JsonNode split(String text, String by, Budget budget) throws JqEvaluationException {
        budget.spendText(text.length());
        ArrayNode parts = Values.array();
        if (by.isEmpty()) {
            budget.spendParts(text.length());
            text.codePoints().forEach(code -> parts.add(Character.toString(code)));
            return parts;
        }
        TextSearch search = new TextSearch(by);
        int from = 0;
        for (int at = search.in(text, 0); at >= 0; at = search.in(text, from)) {
            budget.spendParts(1);
            parts.add(text.substring(from, at));
            from = at + by.length();
        }
        return text.isEmpty() ? parts : parts.add(text.substring(from));
    }

    private static JsonNode joined(JsonNode in, List<JsonNode> args, Budget budget) throws JqEvaluationException {
        String by = Functions.text("join", args.get(0));
        StringBuilder joined = new StringBuilder();
        String between = "";
        if (!in.isContainerNode()) {
            throw new JqEvaluationException("'join' needs an array, but got " + Values.type(in)).about(in);
        }
        for (JsonNode item : in) {
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

    private static JsonNode imploded(JsonNode in, Budget budget) throws JqEvaluationException {
        budget.spendText(2L * in.size());
        StringBuilder text = new StringBuilder();
        for (JsonNode code : Functions.list("implode", in)) {
            int point = code.isNumber() ? Numbers.position(code) : -1;
            if (!Character.isValidCodePoint(point) || Numbers.compare(code, Numbers.of(point)) != 0) {
                throw new JqEvaluationException("'implode' needs an array of code points");
            }
            text.appendCodePoint(point);
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
                TextSearch search = new TextSearch(wanted.textValue());
                for (int at = search.in(text, 0); at >= 0; at = search.in(text, at + 1)) {
                    budget.spend(1L + wanted.textValue().length() / 16);
                    codes += text.codePointCount(counted, at);
                    counted = at;
                    found.add(codes);
                }
            }
            return found;
        }
        if (in.isNull()) {
            return in;
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
