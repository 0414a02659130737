package routes.pipeline.xml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;
import routes.pipeline.body.BodyTransformer;
import routes.pipeline.body.ContentHeaders;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;
import routes.pipeline.json.JsonBody;

/**
 * Converts XML to JSON. The name of the root element is the only key. An element without attributes and child elements becomes
 * its text. Any other element becomes an object: attributes (including namespace declarations) are {@code @name}, child elements
 * have their names as they are written, and elements of the same name become an array. Text is {@code #text}. Where an element
 * has both text and child elements, so that their order matters, all of them are in the array {@code #content}: a string for a
 * piece of text, an object with a single key for an element.
 *
 * <p>Every value is a string, because XML has no other types without a schema. Comments and processing instructions are dropped,
 * and so is white space between elements, unless {@code xml:space="preserve"} is in force. Thread-safe.
 */
public final class XmlToJson implements BodyTransformer {

    /** What XML takes for white space. */
    private static final String SPACE = " \t\r\n";

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
        context.replaceBody(JsonBody.UNIQUE_KEYS, elements.root);
        context.setHeaders(ContentHeaders.converted(context.headers(), ContentHeaders.JSON, ContentHeaders::isJson));
    }

    /** A child element, or a piece of text if the name is empty. */
    private record Piece(String name, JsonNode value) {}

    /** An element whose end has not been read. */
    private static final class Open {
        private final ObjectNode fields = JsonNodeFactory.instance.objectNode();
        private final List<Piece> pieces = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final boolean preservesSpace;
        private boolean hasElements;
        private boolean isMixed;

        Open(boolean preservesSpace) {
            this.preservesSpace = preservesSpace;
        }

        void add(String name, JsonNode element) {
            endText();
            hasElements = true;
            pieces.add(new Piece(name, element));
        }

        private void endText() {
            if (!text.isEmpty()) {
                pieces.add(new Piece("", TextNode.valueOf(text.toString())));
                isMixed |= preservesSpace || text.chars().anyMatch(c -> SPACE.indexOf(c) < 0);
                text.setLength(0);
            }
        }

        JsonNode value() {
            if (!hasElements && fields.isEmpty()) {
                return TextNode.valueOf(text.toString());
            }
            endText();
            if (hasElements && isMixed) {
                ArrayNode content = fields.putArray("#content");
                pieces.forEach(piece -> content.add(
                        piece.name().isEmpty()
                                ? piece.value()
                                : JsonNodeFactory.instance.objectNode().set(piece.name(), piece.value())));
            } else if (hasElements) {
                pieces.stream().filter(piece -> !piece.name().isEmpty()).forEach(piece -> group(fields, piece));
            } else {
                pieces.forEach(piece -> fields.set("#text", piece.value()));
            }
            return fields;
        }

        private static void group(ObjectNode fields, Piece piece) {
            JsonNode before = fields.get(piece.name());
            if (before == null) {
                fields.set(piece.name(), piece.value());
            } else if (before.isArray()) {
                ((ArrayNode) before).add(piece.value());
            } else {
                fields.putArray(piece.name()).add(before).add(piece.value());
            }
        }
    }

    private static final class Elements extends DefaultHandler {
        private final ObjectNode root = JsonNodeFactory.instance.objectNode();
        private final Deque<Open> open = new ArrayDeque<>();

        @Override
        public void startElement(String uri, String local, String name, Attributes attributes) {
            String space = attributes.getValue("xml:space");
            boolean inherited = !open.isEmpty() && open.peek().preservesSpace;
            Open element = new Open(space == null ? inherited : space.equals("preserve"));
            for (int i = 0; i < attributes.getLength(); i++) {
                element.fields.put("@" + attributes.getQName(i), attributes.getValue(i));
            }
            open.push(element);
        }

        @Override
        public void characters(char[] text, int from, int length) {
            open.element().text.append(text, from, length);
        }

        @Override
        public void endElement(String uri, String local, String name) {
            JsonNode value = open.pop().value();
            if (open.isEmpty()) {
                root.set(name, value);
            } else {
                open.peek().add(name, value);
            }
        }
    }
}
