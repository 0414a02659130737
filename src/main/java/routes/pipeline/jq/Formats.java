package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import routes.event.Bytes;
import routes.support.Utf8;

/** The formats {@code @name}, applied to a value or within a string. */
final class Formats {

    private static final Map<String, Functions.OfValues> ALL = Map.ofEntries(
            Map.entry("text", (in, args, budget) -> Values.text(TextFunctions.text(in, budget))),
            Map.entry("json", (in, args, budget) -> Values.text(TextFunctions.json(in, budget))),
            Map.entry("base64", ofUtf8("@base64", Base64.getEncoder()::encodeToString)),
            Map.entry("base64d", (in, args, budget) -> decoded(copied(in, budget))),
            Map.entry("uri", ofUtf8("@uri", Formats::uri)),
            Map.entry("urid", (in, args, budget) -> fromUri(copied(in, budget))),
            Map.entry("html", of(Formats::html)),
            Map.entry("sh", Formats::shell),
            Map.entry(
                    "csv", (in, args, budget) -> row(in, ",", text -> '"' + text.replace("\"", "\"\"") + '"', budget)),
            Map.entry("tsv", (in, args, budget) -> row(in, "\t", Formats::escaped, budget)));

    private Formats() {}

    static Set<String> names() {
        return ALL.keySet();
    }

    static Optional<Functions.OfValues> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    private static Functions.OfValues of(UnaryOperator<String> format) {
        return (in, args, budget) -> {
            String made = format.apply(TextFunctions.text(in, budget));
            budget.spendText(made.length());
            return Values.text(made);
        };
    }

    private interface OfBytes {
        String of(byte[] utf8);
    }

    private static Functions.OfValues ofUtf8(String name, OfBytes format) {
        return (in, args, budget) -> {
            String made = format.of(encoded(name, TextFunctions.text(in, budget)));
            budget.spendText(made.length());
            return Values.text(made);
        };
    }

    private static String copied(JsonNode in, Budget budget) throws JqEvaluationException {
        String text = TextFunctions.text(in, budget);
        budget.spendText(text.length());
        return text;
    }

    static byte[] encoded(String name, String text) throws JqEvaluationException {
        return Utf8.encode(text)
                .orElseThrow(() -> new JqEvaluationException(
                        "'" + name + "' got a string with an unpaired surrogate, which UTF-8 cannot carry"));
    }

    private static JsonNode utf8(String name, byte[] bytes) throws JqEvaluationException {
        return Bytes.of(bytes)
                .text()
                .map(Values::text)
                .orElseThrow(() -> new JqEvaluationException("'" + name + "' got bytes that are not UTF-8"));
    }

    private static JsonNode decoded(String base64) throws JqEvaluationException {
        try {
            return utf8("@base64d", Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new JqEvaluationException("'@base64d' got a string that is not base64");
        }
    }

    /** Percent-encodes all but the unreserved characters of RFC 3986. */
    private static String uri(byte[] utf8) {
        return URLEncoder.encode(new String(utf8, StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static JsonNode fromUri(String text) throws JqEvaluationException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] encoded = encoded("@urid", text);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                bytes.write(encoded[i]);
                continue;
            }
            int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new JqEvaluationException(
                        "'@urid' got a string with a % that two hexadecimal digits do not follow");
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        return utf8("@urid", bytes.toByteArray());
    }

    /** Words of a POSIX shell; several for a list. */
    private static JsonNode shell(JsonNode in, List<JsonNode> args, Budget budget) throws JqEvaluationException {
        StringBuilder words = new StringBuilder();
        for (JsonNode word : in.isArray() ? in : Values.array(List.of(in))) {
            if (word.isContainerNode()) {
                throw new JqEvaluationException("'@sh' cannot quote " + Values.type(word));
            }
            String text = TextFunctions.text(word, budget);
            words.append(words.length() == 0 ? "" : " ")
                    .append(word.isTextual() ? "'" + text.replace("'", "'\\''") + "'" : text);
        }
        budget.spendText(words.length());
        return Values.text(words.toString());
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&apos;")
                .replace("\"", "&quot;");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static JsonNode row(JsonNode in, String between, UnaryOperator<String> quoted, Budget budget)
            throws JqEvaluationException {
        StringBuilder row = new StringBuilder();
        String before = "";
        for (JsonNode cell : Functions.list("a row", in)) {
            if (cell.isContainerNode()) {
                throw new JqEvaluationException("a row cannot contain " + Values.type(cell));
            }
            String plain = cell.isNull() ? "" : TextFunctions.text(cell, budget);
            row.append(before).append(cell.isTextual() ? quoted.apply(plain) : plain);
            budget.spendText(plain.length());
            before = between;
        }
        budget.spendText(row.length());
        return Values.text(row.toString());
    }
}
