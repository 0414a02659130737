package routes.connector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import routes.event.Bytes;
import routes.event.Header;
import routes.event.TypedValue;
import routes.support.Utf8;

/**
 * Packs what a broker cannot carry into headers of the hub, and unpacks it when a message comes back. Thread-safe.
 *
 * <p>Headers that do not fit (too many, a name or value that the broker forbids, a name that occurs twice) go into
 * {@value #HEADERS}: a JSON array of {@code [name, base64 value]}, or {@code [name]} where the value is absent; a third
 * element names the type of a value that has one.
 */
public final class HeaderEnvelope {

    /** The event's key, for brokers whose messages have no key. */
    public static final String KEY = "hub-key";

    /** The encoding of a body that cannot be sent unchanged: {@code base64}, {@code empty} or {@code tombstone}. */
    public static final String BODY = "hub-body";

    /** The header that contains all headers which cannot be sent as such. */
    public static final String HEADERS = "hub-headers";

    /** The time of an event, in ISO 8601, for brokers that have no other place for it. */
    public static final String TIME = "hub-time";

    /** In ASCII: a broker may forbid characters that a packed name has. */
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private HeaderEnvelope() {}

    /** @param label the name of the header's type, by which {@link #unpack} makes it again */
    public static String pack(List<Header> headers, Function<Header, Optional<String>> label) {
        ArrayNode packed = JSON.createArrayNode();
        for (Header header : headers) {
            ArrayNode pair = packed.addArray().add(header.name());
            if (header.value().isPresent()) {
                pair.add(Base64.getEncoder().encodeToString(header.value().array()));
                label.apply(header).ifPresent(pair::add);
            }
        }
        try {
            return JSON.writeValueAsString(packed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Unpacks the headers. One that the hub has not packed is the only one, as it came, so that nothing is lost.
     *
     * @param received the header {@value #HEADERS}
     * @param typed the value of a type that {@link #pack} has named
     */
    public static List<Header> unpack(Header received, BiFunction<String, Bytes, Optional<TypedValue>> typed) {
        try {
            require(received.typed().isEmpty());
            JsonNode packed = JSON.readTree(received.value().text().orElse(""));
            require(packed.isArray() && !packed.isEmpty());
            List<Header> headers = new ArrayList<>();
            for (JsonNode parts : packed) {
                headers.add(unpacked(parts, typed));
            }
            return headers;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return List.of(received);
        }
    }

    private static Header unpacked(JsonNode parts, BiFunction<String, Bytes, Optional<TypedValue>> typed) {
        require(parts.isArray() && !parts.isEmpty() && parts.size() <= 3);
        parts.forEach(part -> require(part.isTextual()));
        String name = parts.get(0).textValue();
        require(Utf8.isEncodable(name));
        Bytes value = parts.size() > 1
                ? Bytes.of(Base64.getDecoder().decode(parts.get(1).textValue()))
                : Bytes.absent();
        return new Header(
                name, value, parts.size() > 2 ? typed.apply(parts.get(2).textValue(), value) : Optional.empty());
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException("the hub has not packed this");
        }
    }
}
