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
 * JSON (RFC 8259) as this hub reads and writes it: UTF-8 without a byte order mark, exact decimals, one value and nothing
 * after it. Of a field that occurs twice the last counts. A number is written with the digits it was read with, and never
 * spelled out, so that {@code 1e1000000000} stays small. Thread-safe.
 */
public final class Json {

    private static final int MOST_BYTES = EventContext.MAX_BODY_BYTES;

    static final int DEEPEST = 500;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(1000)
                            .maxStringLength(MOST_BYTES)
                            .maxNameLength(65_536)
                            .build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(DEEPEST)
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

    /** @throws Malformed with line and column, never with the text */
    public static JsonNode read(byte[] utf8) throws Malformed {
        if (utf8.length > MOST_BYTES) {
            throw new Malformed(
                    "the body has " + utf8.length + " bytes, more than the " + MOST_BYTES + " that are parsed");
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
     * Whether every byte is a character of ASCII, as in most bodies: then there is nothing to decode. The parser would take
     * zeros among the first four bytes for another encoding.
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
                throw new Malformed("not JSON: there is nothing in it");
            }
            if (parser.nextToken() != null) {
                throw malformed("more follows after the value", parser.currentTokenLocation());
            }
            return value;
        } catch (JsonProcessingException e) {
            throw malformed(rule(e), e.getLocation());
        } catch (IOException | ArithmeticException | NumberFormatException e) {
            throw new Malformed("not JSON: a number cannot be read");
        }
    }

    /** What plain maps, lists, strings, numbers and booleans are as JSON. */
    public static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    private static String rule(JsonProcessingException failure) {
        return failure.getClass().getSimpleName().equals("StreamConstraintsException")
                ? "it is too deep, or a number, name or string in it is too long"
                : "it breaks off or has a character that cannot be there";
    }

    private static Malformed malformed(String rule, JsonLocation at) {
        return new Malformed(
                "not JSON: " + rule + (at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr()));
    }

    /** @throws TooLarge where the result has more than {@link EventContext#MAX_BODY_BYTES} or is too deep to be read again */
    public static byte[] write(JsonNode value) throws TooLarge {
        Bounded out = new Bounded();
        try (JsonGenerator generator = MAPPER.createGenerator(out)) {
            MAPPER.writeTree(generator, value);
        } catch (IOException e) {
            throw new TooLarge();
        }
        return out.bytes.toByteArray();
    }

    /** Text that is not JSON, or is more than is parsed. */
    public static final class Malformed extends Exception {
        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    /** A value that is too large or too deep to be written. */
    public static final class TooLarge extends Exception {
        TooLarge() {
            super(
                    "the result has more than " + MOST_BYTES + " bytes, is deeper than " + DEEPEST
                            + " levels or has broken characters",
                    null,
                    false,
                    false);
        }
    }

    /** Breaks the writing off, rather than the result: a small value can have an immense text. */
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(byte[] more, int from, int length) throws IOException {
            if (bytes.size() + (long) length > MOST_BYTES) {
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
