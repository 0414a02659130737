package routes.pipeline.xml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;
import routes.pipeline.body.BodyTransformer;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;
import routes.pipeline.json.JsonBody;

/**
 * Converts XML to JSON. The name of the root element is the only key. An element without attributes and child elements
 * becomes its text. Any other element becomes an object: attributes (including namespace declarations) are {@code @name},
 * child elements have their qualified names, repeated names become an array, and text that is not blank is {@code #text}.
 * Every value is a string, because XML has no other types without a schema. Comments and processing instructions are dropped.
 * Thread-safe.
 */
public final class XmlToJson implements BodyTransformer {

    @Override
    public void apply(EventContext context) throws StepException {
        Elements elements = new Elements();
        try {
            XMLReader reader = SaxonXml.reader();
            reader.setFeature("http://xml.org/sax/features/namespace-prefixes", true);
            reader.setContentHandler(elements);
            reader.parse(new InputSource(new ByteArrayInputStream(context.presentBytes())));
        } catch (SAXException | IOException e) {
            throw SaxonXml.malformed(e);
        }
        context.replaceBody(JsonBody.FORMAT, elements.root);
    }

    private record Open(ObjectNode fields, StringBuilder text) {}

    private static final class Elements extends DefaultHandler {
        private final ObjectNode root = JsonNodeFactory.instance.objectNode();
        private final Deque<Open> open = new ArrayDeque<>();

        Elements() {
            open.push(new Open(root, new StringBuilder()));
        }

        @Override
        public void startElement(String uri, String local, String name, Attributes attributes) {
            ObjectNode fields = JsonNodeFactory.instance.objectNode();
            for (int i = 0; i < attributes.getLength(); i++) {
                fields.put("@" + attributes.getQName(i), attributes.getValue(i));
            }
            open.push(new Open(fields, new StringBuilder()));
        }

        @Override
        public void characters(char[] text, int from, int length) {
            open.peek().text().append(text, from, length);
        }

        @Override
        public void endElement(String uri, String local, String name) {
            Open closed = open.pop();
            String text = closed.text().toString();
            if (!closed.fields().isEmpty() && !text.isBlank()) {
                closed.fields().put("#text", text.strip());
            }
            add(open.peek().fields(), name, closed.fields().isEmpty() ? TextNode.valueOf(text) : closed.fields());
        }

        private static void add(ObjectNode parent, String name, JsonNode value) {
            JsonNode before = parent.get(name);
            if (before == null) {
                parent.set(name, value);
            } else if (before.isArray()) {
                ((ArrayNode) before).add(value);
            } else {
                parent.putArray(name).add(before).add(value);
            }
        }
    }
}
