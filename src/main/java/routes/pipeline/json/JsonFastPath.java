package routes.pipeline.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Reads most bodies quickly: not nested deeply, without an exponent or a repeated key. It only reads what is certainly
 * JSON, and makes the tree that the library makes; for all else the library reads, and says what is wrong. Not thread-safe:
 * used once.
 */
final class JsonFastPath {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_DEPTH = 50;

    private final JsonCursor in;

    private JsonFastPath(JsonCursor in) {
        this.in = in;
    }

    /**
     * The whole text as one value. Empty means that this is unknown.
     *
     * @param utf8 is valid
     * @param isAscii whether all bytes are
     */
    static Optional<JsonNode> read(byte[] utf8, int from, boolean isAscii) {
        JsonCursor in = new JsonCursor(utf8, from, isAscii);
        try {
            JsonNode value = new JsonFastPath(in).value(in.next(), 0);
            return in.isAtEnd() ? Optional.of(value) : Optional.empty();
        } catch (JsonCursor.Unsure e) {
            return Optional.empty();
        }
    }

    /** @param first the first byte of the value, which has been taken */
    private JsonNode value(int first, int depth) throws JsonCursor.Unsure {
        switch (first) {
            case '{':
                return object(depth + 1);
            case '[':
                return array(depth + 1);
            case '"':
                return NODES.textNode(in.text());
            case 't':
                in.expect("rue");
                return NODES.booleanNode(true);
            case 'f':
                in.expect("alse");
                return NODES.booleanNode(false);
            case 'n':
                in.expect("ull");
                return NODES.nullNode();
            default:
                return JsonFastNumber.read(first, in);
        }
    }

    private ObjectNode object(int depth) throws JsonCursor.Unsure {
        in.check(depth <= MAX_DEPTH);
        ObjectNode object = NODES.objectNode();
        int next = in.next();
        if (next == '}') {
            return object;
        }
        while (true) {
            in.check(next == '"');
            String name = in.name();
            in.check(in.next() == ':');
            in.check(object.replace(name, value(in.next(), depth)) == null);
            int separator = in.next();
            if (separator == '}') {
                return object;
            }
            in.check(separator == ',');
            next = in.next();
        }
    }

    private ArrayNode array(int depth) throws JsonCursor.Unsure {
        in.check(depth <= MAX_DEPTH);
        ArrayNode array = NODES.arrayNode();
        int next = in.next();
        if (next == ']') {
            return array;
        }
        while (true) {
            array.add(value(next, depth));
            int separator = in.next();
            if (separator == ']') {
                return array;
            }
            in.check(separator == ',');
            next = in.next();
        }
    }
}
