package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import routes.support.Utf8;

/** The formats {@code @name}, applied to a value or within a string. */
final class Formats {

    private static final Map<String, Functions.OfValues> ALL = Map.of(
            "text", (in, args, budget) -> Values.text(TextFunctions.text(in, budget)),
            "json", (in, args, budget) -> Values.text(TextFunctions.json(in, budget)),
            "base64", ofUtf8("@base64", Base64.getEncoder()::encodeToString),
            "base64d", (in, args, budget) -> decoded(Functions.text("@base64d", in)),
            "uri", ofUtf8("@uri", Formats::uri),
            "html", of(Formats::html),
            "csv", (in, args, budget) -> row(in, ",", text -> '"' + text.replace("\"", "\"\"") + '"', budget),
            "tsv", (in, args, budget) -> row(in, "\t", Formats::escaped, budget));

    private Formats() {}

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
            byte[] utf8 = Utf8.encode(TextFunctions.text(in, budget))
                    .orElseThrow(() -> new JqEvaluationException(
                            "'" + name + "' got a string with an unpaired surrogate, which UTF-8 cannot carry"));
            String made = format.of(utf8);
            budget.spendText(made.length());
            return Values.text(made);
        };
    }

    private static JsonNode decoded(String base64) throws JqEvaluationException {
        try {
            return Values.text(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
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

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
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
