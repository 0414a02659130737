package routes.pipeline.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import routes.pipeline.body.EventContext;

/**
 * Reads and writes JSON (RFC 8259): UTF-8 without a byte order mark, exact decimals, a single value. If a field occurs twice,
 * the last one counts. Numbers keep their digits and exponent, so {@code 1e1000000000} stays small. Thread-safe.
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
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private Json() {}

    /** @throws Malformed if this is not JSON; the message has line and column, but never quotes the text */
    public static JsonNode read(byte[] utf8) throws Malformed {
        if (utf8.length > MAX_BYTES) {
            throw new Malformed("the body has " + utf8.length + " bytes; at most " + MAX_BYTES + " can be parsed");
        }
        try {
            if (isPlain(utf8)) {
                return read(MAPPER.createParser(utf8));
            }
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new Malformed("the body is not UTF-8");
        } catch (IOException e) {
            throw new Malformed("not JSON: it cannot be read");
        }
    }

    /**
     * Whether all bytes are ASCII, as in most bodies, so that nothing has to be decoded. Zeros among the first four bytes do
     * not count, because the parser would take them for another encoding.
     */
    private static boolean isPlain(byte[] bytes) {
        int i = 0;
        for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
            if (((long) EIGHT_BYTES.get(bytes, i) & 0x8080808080808080L) != 0) {
                return false;
            }
        }
        for (; i < bytes.length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        for (int first = 0; first < Math.min(4, bytes.length); first++) {
            if (bytes[first] == 0) {
                return false;
            }
        }
        return true;
    }

    public static JsonNode read(String text) throws Malformed {
        try {
            return read(MAPPER.createParser(new StringReader(text)));
        } catch (IOException e) {
            throw new Malformed("not JSON: it cannot be read");
        }
    }

    private static JsonNode read(JsonParser opened) throws Malformed {
        try (JsonParser parser = opened) {
            JsonNode value = MAPPER.readTree(parser);
            if (value == null || value.isMissingNode()) {
                throw new Malformed("not JSON: the body is empty");
            }
            if (parser.nextToken() != null) {
                throw malformed("there is more text after the value", parser.currentTokenLocation());
            }
            return value;
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
     * @throws TooLarge if the result has more than {@link EventContext#MAX_BODY_BYTES} or is nested too deeply to be read
     *     again
     */
    public static byte[] write(JsonNode value) throws TooLarge {
        Bounded out = new Bounded();
        try (JsonGenerator generator = MAPPER.createGenerator(out)) {
            MAPPER.writeTree(generator, value);
        } catch (IOException e) {
            throw new TooLarge();
        }
        return out.bytes.toByteArray();
    }

    /** Thrown for text that is not JSON or is too large to be parsed. */
    public static final class Malformed extends Exception {
        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    /** Thrown for a value that is too large or nested too deeply to be written. */
    public static final class TooLarge extends Exception {
        TooLarge() {
            super(
                    "the result has more than " + MAX_BYTES + " bytes, is nested deeper than " + MAX_DEPTH
                            + " levels or has invalid characters",
                    null,
                    false,
                    false);
        }
    }

    /** Stops writing at the limit: a small value can have a very long text. */
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(byte[] more, int from, int length) throws IOException {
            if (bytes.size() + (long) length > MAX_BYTES) {
                throw new IOException("too large");
            }
            bytes.write(more, from, length);
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }
    }
}
