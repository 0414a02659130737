package routes.pipeline.xml;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import routes.model.DeadLetterReason;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;
import routes.support.DisplayText;

/**
 * Writes one JSON value as XML. {@code @name} becomes an attribute, {@code #text} the text, {@code #content} text and elements in
 * their order, an array one element for each item, null an empty element or attribute, and any other value the element's text.
 * Not thread-safe: used once.
 */
final class XmlText {

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*(:[\\p{L}_][\\p{L}\\p{N}_.-]*)?");
    private static final String TEXT = "#text";
    private static final String CONTENT = "#content";
    private static final String DECLARATION = "xmlns:";
    private static final int MAX_SHOWN = 200;

    private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");

    /** The keys and indices that lead to the current value, the last one first. */
    private final Deque<String> path = new ArrayDeque<>();

    /** @param object with a single field */
    String document(JsonNode object) throws StepException {
        fields(object, Set.of("xml"));
        return xml.toString();
    }

    private interface Part {
        void write() throws StepException;
    }

    private void at(String key, Part part) throws StepException {
        path.push(key);
        part.write();
        path.pop();
    }

    /** The child elements and the text of an object. */
    private void fields(JsonNode object, Set<String> prefixes) throws StepException {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            at(field.getKey(), () -> field(field.getKey(), field.getValue(), prefixes));
        }
    }

    private void field(String name, JsonNode value, Set<String> prefixes) throws StepException {
        if (name.equals(TEXT)) {
            escape(text(value));
        } else if (name.equals(CONTENT)) {
            content(value, prefixes);
        } else if (value.isArray()) {
            int index = 0;
            for (JsonNode item : value) {
                at(String.valueOf(index++), () -> element(name, item, prefixes));
            }
        } else if (!name.startsWith("@")) {
            element(name, value, prefixes);
        }
    }

    private void content(JsonNode value, Set<String> prefixes) throws StepException {
        if (!value.isArray()) {
            throw refused("must be a list of texts and elements");
        }
        int index = 0;
        for (JsonNode piece : value) {
            at(String.valueOf(index++), () -> {
                if (!piece.isObject()) {
                    escape(text(piece));
                } else if (piece.size() != 1 || !NAME.matcher(first(piece)).matches()) {
                    throw refused("must be text, or an object with a single field, the element");
                } else {
                    fields(piece, prefixes);
                }
            });
        }
    }

    private static String first(JsonNode object) {
        Iterator<String> names = object.fieldNames();
        return names.next();
    }

    private void element(String name, JsonNode value, Set<String> outer) throws StepException {
        if (value.isArray()) {
            throw refused("is a list within a list; XML has no elements for the inner one");
        }
        boolean alone = value.properties().stream()
                        .filter(field -> !field.getKey().startsWith("@"))
                        .count()
                == 1;
        if (value.has(CONTENT) && !alone) {
            throw refused("has other fields beside " + CONTENT + ", which is all of an element's content");
        }
        Set<String> prefixes = declared(value, outer);
        requireName(name, prefixes);
        xml.append('<').append(name);
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (field.getKey().startsWith("@")) {
                at(field.getKey(), () -> attribute(field.getKey().substring(1), field.getValue(), prefixes));
            }
        }
        xml.append('>');
        if (value.isObject()) {
            fields(value, prefixes);
        } else {
            escape(text(value));
        }
        xml.append("</").append(name).append('>');
        if (xml.length() > EventContext.MAX_BODY_BYTES) {
            throw new StepException(
                    DeadLetterReason.EXPRESSION,
                    "the result has more than " + EventContext.MAX_BODY_BYTES + " characters");
        }
    }

    private static Set<String> declared(JsonNode value, Set<String> outer) {
        Set<String> prefixes = outer;
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (field.getKey().startsWith("@" + DECLARATION)) {
                prefixes = prefixes == outer ? new HashSet<>(outer) : prefixes;
                prefixes.add(field.getKey().substring(DECLARATION.length() + 1));
            }
        }
        return prefixes;
    }

    private void attribute(String name, JsonNode value, Set<String> prefixes) throws StepException {
        if (!name.startsWith(DECLARATION) || !NAME.matcher(name).matches()) {
            requireName(name, prefixes);
        }
        xml.append(' ').append(name).append("=\"");
        escape(text(value));
        xml.append('"');
    }

    private void requireName(String name, Set<String> prefixes) throws StepException {
        if (!NAME.matcher(name).matches()) {
            throw refused("is not a valid name of an element or attribute");
        }
        int colon = name.indexOf(':');
        if (colon > 0 && !prefixes.contains(name.substring(0, colon))) {
            throw refused("has a prefix that is not declared; add '@xmlns:" + name.substring(0, colon)
                    + "' to the element or to one around it");
        }
    }

    private String text(JsonNode value) throws StepException {
        if (value.isContainerNode()) {
            throw refused("is a list or object where XML can only have text");
        }
        return value.isNull() ? "" : value.asText();
    }

    private void escape(String text) throws StepException {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (!isCharacterOfXml(c)) {
                throw refused("contains " + String.format("U+%04X", c)
                        + (Character.getType(c) == Character.SURROGATE ? ", an unpaired surrogate," : "")
                        + " which XML cannot represent");
            } else if ("&<>\"\t\n\r".indexOf(c) >= 0) {
                xml.append("&#").append(c).append(';');
            } else {
                xml.appendCodePoint(c);
            }
            i += Character.charCount(c);
        }
    }

    /** @see <a href="https://www.w3.org/TR/xml/#charsets">XML 1.0, section 2.2</a> */
    private static boolean isCharacterOfXml(int c) {
        return c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000 || "\t\n\r".indexOf(c) >= 0;
    }

    private StepException refused(String why) {
        StringBuilder pointer = new StringBuilder();
        path.descendingIterator()
                .forEachRemaining(
                        key -> pointer.append('/').append(key.replace("~", "~0").replace("/", "~1")));
        return new StepException(
                DeadLetterReason.EXPRESSION,
                "the body cannot be XML: " + DisplayText.line(pointer.toString(), MAX_SHOWN) + " " + why);
    }
}
