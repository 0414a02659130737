package routes.pipeline.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import routes.pipeline.body.EventContext;

/**
 * Writes a tree as JSON in UTF-8, and stops at {@link EventContext#MAX_BODY_BYTES}, because a small value can have a very long text. A
 * generator of the library would look at each character of each text, write a character beyond U+FFFF as two escapes, and copy
 * all of it twice more. Not thread-safe: used once.
 */
final class JsonWriter {

    private final JsonBuffer out = JsonBuffer.ofThread();
    private int depth;

    private JsonWriter() {}

    static byte[] write(JsonNode value) throws Json.TooLarge {
        JsonWriter writer = new JsonWriter();
        writer.add(value);
        return writer.out.toBytes();
    }

    private void add(JsonNode value) throws Json.TooLarge {
        switch (value.getNodeType()) {
            case OBJECT -> addObject(value);
            case ARRAY -> addArray(value);
            case STRING -> JsonStringWriter.add(value.textValue(), out);
            case NUMBER -> out.addAscii(isExact(value) ? value.asText() : value.toString());
            default -> out.addAscii(value.toString());
        }
    }

    /** The library writes a number that is none, such as an infinite one, as a string. */
    private static boolean isExact(JsonNode number) {
        return number.isIntegralNumber() || number.isBigDecimal();
    }

    private void addObject(JsonNode object) throws Json.TooLarge {
        enter('{');
        boolean isFirst = true;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!isFirst) {
                out.add(',');
            }
            isFirst = false;
            JsonStringWriter.add(field.getKey(), out);
            out.add(':');
            add(field.getValue());
        }
        leave('}');
    }

    private void addArray(JsonNode array) throws Json.TooLarge {
        enter('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                out.add(',');
            }
            add(array.get(i));
        }
        leave(']');
    }

    private void enter(char opening) throws Json.TooLarge {
        if (++depth > Json.MAX_DEPTH) {
            throw new Json.TooLarge();
        }
        out.add(opening);
    }

    private void leave(char closing) throws Json.TooLarge {
        depth--;
        out.add(closing);
    }
}
