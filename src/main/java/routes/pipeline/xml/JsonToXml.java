package routes.pipeline.xml;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import routes.model.DeadLetterReason;
import routes.pipeline.body.BodyTransformer;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;
import routes.pipeline.json.JsonBody;

/**
 * Converts JSON to XML, the reverse of {@link XmlToJson}. The body must be an object with one key, the root element.
 * {@code @name} becomes an attribute, {@code #text} the text, an array one element for each item, null an empty element, and
 * any other value the element's text. What XML cannot represent (an invalid name, an undeclared prefix, a list in a list, a
 * control character) is an error. Thread-safe.
 */
public final class JsonToXml implements BodyTransformer {

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*(:[\\p{L}_][\\p{L}\\p{N}_.-]*)?");

    private final SaxonXml saxon;

    public JsonToXml(SaxonXml saxon) {
        this.saxon = saxon;
    }

    @Override
    public void apply(EventContext context) throws StepException {
        JsonNode body = context.parsed(JsonBody.FORMAT);
        if (!body.isObject() || body.size() != 1 || body.elements().next().isArray()) {
            throw new StepException(
                    DeadLetterReason.EXPRESSION,
                    "to be converted to XML, the body must be an object with a single field, the root element");
        }
        Map.Entry<String, JsonNode> root = body.properties().iterator().next();
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        element(root.getKey(), root.getValue(), xml);
        byte[] made = xml.toString().getBytes(StandardCharsets.UTF_8);
        try {
            saxon.parse(made);
        } catch (StepException e) {
            throw new StepException(
                    DeadLetterReason.EXPRESSION, "the body has a name or character that XML cannot represent");
        }
        context.replaceBody(made);
    }

    private static void element(String name, JsonNode value, StringBuilder xml) throws StepException {
        xml.append('<').append(named(name));
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (field.getKey().startsWith("@")) {
                xml.append(' ').append(named(field.getKey().substring(1))).append("=\"");
                escape(text(field.getValue()), xml);
                xml.append('"');
            }
        }
        xml.append('>');
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            content(field.getKey(), field.getValue(), xml);
        }
        if (!value.isObject()) {
            escape(text(value), xml);
        }
        xml.append("</").append(name).append('>');
        if (xml.length() > EventContext.MAX_BODY_BYTES) {
            throw new StepException(
                    DeadLetterReason.EXPRESSION,
                    "the result has more than " + EventContext.MAX_BODY_BYTES + " characters");
        }
    }

    private static void content(String name, JsonNode value, StringBuilder xml) throws StepException {
        if (name.equals("#text")) {
            escape(text(value), xml);
        } else if (value.isArray()) {
            for (JsonNode item : value) {
                element(name, item, xml);
            }
        } else if (!name.startsWith("@")) {
            element(name, value, xml);
        }
    }

    private static String named(String name) throws StepException {
        if (!NAME.matcher(name).matches()) {
            throw new StepException(
                    DeadLetterReason.EXPRESSION, "the name of a field is not a valid name of an element or attribute");
        }
        return name;
    }

    private static String text(JsonNode value) throws StepException {
        if (value.isContainerNode()) {
            throw new StepException(
                    DeadLetterReason.EXPRESSION, "there is a list or object where XML can only have text");
        }
        return value.isNull() ? "" : value.asText();
    }

    private static void escape(String text, StringBuilder xml) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int special = "&<>\"\t\n\r".indexOf(c);
            if (special >= 0) {
                xml.append("&#").append((int) c).append(';');
            } else {
                xml.append(c);
            }
        }
    }
}
