package routes.pipeline.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import routes.event.Bytes;
import routes.pipeline.body.EventContext;
import routes.support.DisplayText;

/**
 * Reads and writes JSON (RFC 8259): UTF-8, exact decimals, a single value. A byte order mark before it is skipped. Numbers keep their digits and exponent, so {@code 1e1000000000} stays small. Thread-safe.
 */
public final class Json {

    private static final int MAX_BYTES = EventContext.MAX_BODY_BYTES;

    static final int MAX_DEPTH = 500;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(1000)
                            .maxStringLength(MAX_BYTES)
                            .maxNameLength(65_536)
                            .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectReader LAST_KEY_COUNTS = MAPPER.readerFor(JsonNode.class);
    private static final ObjectReader UNIQUE_KEYS =
            LAST_KEY_COUNTS.with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    /** The most characters of a place in the body that a message shows. */
    private static final int MAX_SHOWN = 200;

    private Json() {}

    /**
     * Reads JSON in which a repeated key is allowed; its last value counts.
     *
     * @throws Malformed if this is not JSON; the message has line and column, but never quotes the text
     */
    public static JsonNode read(byte[] utf8) throws Malformed {
        return read(LAST_KEY_COUNTS, utf8);
    }

    /** @throws Malformed if this is not JSON, or an object has the same key twice */
    public static JsonNode readUnique(byte[] utf8) throws Malformed {
        return read(UNIQUE_KEYS, utf8);
    }

    private static JsonNode read(ObjectReader reader, byte[] utf8) throws Malformed {
        if (utf8.length > MAX_BYTES) {
            throw new Malformed("the body has " + utf8.length + " bytes; at most " + MAX_BYTES + " can be parsed");
        }
        Optional<String> other = TextEncoding.otherThanUtf8(utf8);
        if (other.isPresent()) {
            throw new Malformed("not JSON that can be read: " + other.get());
        }
        try {
            int from = TextEncoding.markLength(utf8);
            boolean isAscii = Utf8Scan.isAscii(utf8, from);
            Optional<String> text = isAscii ? Optional.empty() : Bytes.of(utf8).text();
            if (!isAscii && text.isEmpty()) {
                throw new Malformed("not JSON: " + TextEncoding.NOT_UTF_8);
            }
            Optional<JsonNode> quick = JsonFastPath.read(utf8, from, isAscii);
            if (quick.isPresent()) {
                return quick.get();
            }
            return isAscii && !startsWithZero(utf8, from)
                    ? read(reader, MAPPER.createParser(utf8, from, utf8.length - from))
                    : read(reader, text.orElseGet(() -> Bytes.of(utf8).toString()));
        } catch (IOException e) {
            throw new Malformed("not JSON: it cannot be read");
        }
    }

    /** The parser would take zeros among the first four bytes for another encoding. */
    private static boolean startsWithZero(byte[] bytes, int from) {
        for (int first = from; first < Math.min(from + 4, bytes.length); first++) {
            if (bytes[first] == 0) {
                return true;
            }
        }
        return false;
    }

    /** Reads JSON as {@link #read(byte[])} does, from text. */
    public static JsonNode read(String text) throws Malformed {
        return read(LAST_KEY_COUNTS, text);
    }

    private static JsonNode read(ObjectReader reader, String text) throws Malformed {
        try {
            return read(reader, MAPPER.createParser(new StringReader(TextEncoding.withoutMark(text))));
        } catch (IOException e) {
            throw new Malformed("not JSON: it cannot be read");
        }
    }

    private static JsonNode read(ObjectReader reader, JsonParser opened) throws Malformed {
        try (JsonParser parser = opened) {
            try {
                JsonNode value = reader.readTree(parser);
                if (value == null || value.isMissingNode()) {
                    throw new Malformed("not JSON: the body is empty");
                }
                if (parser.nextToken() != null) {
                    throw malformed("there is more text after the value", parser.currentTokenLocation());
                }
                return value;
            } catch (MismatchedInputException e) {
                throw new RepeatedKey(parser.getParsingContext().pathAsPointer().toString());
            }
        } catch (JsonProcessingException e) {
            throw malformed(rule(e), e.getLocation());
        } catch (IOException | ArithmeticException | NumberFormatException e) {
            throw new Malformed("not JSON: a number cannot be read");
        }
    }

    /** Converts maps, lists, strings, numbers and booleans to JSON. */
    public static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    private static String rule(JsonProcessingException failure) {
        return failure.getClass().getSimpleName().equals("StreamConstraintsException")
                ? "it is nested too deeply, or a number, name or string in it is too long"
                : "it is incomplete or contains an unexpected character";
    }

    private static Malformed malformed(String rule, JsonLocation at) {
        return new Malformed(
                "not JSON: " + rule + (at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr()));
    }

    /**
     * Writes UTF-8. A character beyond U+FFFF is written as it is; an unpaired surrogate, which UTF-8 cannot carry, as the escape
     * that JSON has for it.
     *
     * @throws TooLarge if the result has more than {@link EventContext#MAX_BODY_BYTES} or is nested too deeply to be read
     *     again
     */
    public static byte[] write(JsonNode value) throws TooLarge {
        return JsonWriter.write(value);
    }

    /** Thrown for text that is not JSON or is too large to be parsed. */
    public static sealed class Malformed extends Exception permits RepeatedKey {
        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    /** Thrown for JSON in which an object has the same key twice. */
    public static final class RepeatedKey extends Malformed {
        RepeatedKey(String pointer) {
            super("the key at " + DisplayText.line(pointer, MAX_SHOWN)
                    + " occurs more than once in its object, and readers differ in which value they take");
        }
    }

    /** Thrown for a value that is too large or nested too deeply to be written. */
    public static final class TooLarge extends Exception {
        TooLarge() {
            super(
                    "the result has more than " + MAX_BYTES + " bytes or is nested deeper than " + MAX_DEPTH
                            + " levels",
                    null,
                    false,
                    false);
        }
    }
}
