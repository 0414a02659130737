package routes.pipeline.xml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xml.sax.Attributes;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;
import routes.model.DeadLetterReason;
import routes.pipeline.body.BodyValidator;
import routes.pipeline.body.StepException;
import routes.support.DisplayText;

/**
 * Collects the violations of one body, each with line, column and the path of its element. Stands between the parser and the
 * validator, so that it knows that path. Not thread-safe: used once.
 */
final class XsdViolations extends XMLFilterImpl {

    private static final int MAX_SHOWN = 200;

    private final Deque<Level> open = new ArrayDeque<>();
    private final List<String> found = new ArrayList<>();
    private int count;

    /** A violation of a value, which a second message of the parser repeats with the name of the attribute. */
    private Optional<Pending> pending = Optional.empty();

    private final Level root = new Level("", "");

    private record Pending(String where, String path, String words) {}

    /** An open element, and how many children of each name it has had. */
    private static final class Level {
        private final String name;
        private final String path;
        private final Map<String, Integer> children = new HashMap<>();

        Level(String name, String path) {
            this.name = name;
            this.path = path;
        }

        Level child(String child) {
            int number = children.merge(child, 1, Integer::sum);
            return new Level(child, path + "/" + child + (number == 1 ? "" : "[" + number + "]"));
        }
    }

    XsdViolations(XMLReader parser) {
        super(parser);
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) throws SAXException {
        open.push(top().child(localName));
        super.startElement(uri, localName, qName, attributes);
    }

    @Override
    public void endElement(String uri, String localName, String qName) throws SAXException {
        super.endElement(uri, localName, qName);
        open.pop();
    }

    private Level top() {
        return open.isEmpty() ? root : open.peek();
    }

    /** Receives the violations from the validator. */
    ErrorHandler collector() {
        return new ErrorHandler() {
            @Override
            public void warning(SAXParseException ignored) {}

            @Override
            public void error(SAXParseException violation) {
                add(violation);
            }

            @Override
            public void fatalError(SAXParseException failure) throws SAXException {
                throw failure;
            }
        };
    }

    private void add(SAXParseException violation) {
        String whole = String.valueOf(violation.getMessage());
        String rule = whole.replaceFirst("(?s):.*", "");
        if (!rule.matches("[a-zA-Z0-9._-]{1,60}")) {
            rule = "the schema";
        }
        String message =
                whole.substring(Math.min(whole.length(), rule.length() + 1)).stripLeading();
        String where = "line " + violation.getLineNumber() + ", column " + violation.getColumnNumber();
        Level element = top();
        boolean repeats = pending.filter(it -> it.path().equals(element.path)).isPresent();
        if (repeats && rule.startsWith("cvc-attribute.3")) {
            String attribute =
                    XsdRuleMessage.attribute(message).map(name -> "/@" + name).orElse("");
            Pending of = pending.orElseThrow();
            pending = Optional.empty();
            say(of.where(), of.path() + attribute, of.words());
            return;
        }
        if (repeats && (rule.startsWith("cvc-type.3.1.3") || rule.startsWith("cvc-complex-type.2.2"))) {
            flush();
            return;
        }
        flush();
        String words = XsdRuleMessage.of(rule, message, element.name);
        if (rule.endsWith("-valid") || rule.startsWith("cvc-datatype-valid")) {
            pending = Optional.of(new Pending(where, element.path, words));
        } else {
            say(where, element.path, words);
        }
    }

    private void flush() {
        pending.ifPresent(it -> say(it.where(), it.path(), it.words()));
        pending = Optional.empty();
    }

    private void say(String where, String path, String words) {
        count++;
        if (found.size() < BodyValidator.MAX_REPORTED) {
            found.add(where + ": " + DisplayText.line(path, MAX_SHOWN) + ": " + words);
        }
    }

    void raise() throws StepException {
        flush();
        if (count > 0) {
            throw new StepException(
                    DeadLetterReason.SCHEMA,
                    String.join("; ", found)
                            + (count > found.size() ? "; and " + (count - found.size()) + " more" : ""));
        }
    }
}
