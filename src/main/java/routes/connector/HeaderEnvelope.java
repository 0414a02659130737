package routes.connector;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
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
    private static final ObjectMapper JSON = new ObjectMapper(
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());

    private HeaderEnvelope() {}

    /** Without types, for a broker whose own types never need to be packed. */
    public static String pack(List<Header> headers) {
        return pack(headers, header -> Optional.empty());
    }

    /** @param label the name of the header's type, by which {@link #unpack(String, BiFunction)} makes it again */
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

    /** Unpacks the headers. A text that the hub has not packed stays a single header, so that nothing is lost. */
    public static List<Header> unpack(String text) {
        return unpack(text, Optional.empty());
    }

    /** Unpacks the headers. @param typed the value of a type that {@link #pack(List, Function)} has named */
    public static List<Header> unpack(String text, BiFunction<String, Bytes, Optional<TypedValue>> typed) {
        return unpack(text, Optional.of(typed));
    }

    private static List<Header> unpack(String text, Optional<BiFunction<String, Bytes, Optional<TypedValue>>> typed) {
        try {
            List<Header> headers = new ArrayList<>();
            for (String[] parts : JSON.readValue(text, String[][].class)) {
                String name = Objects.requireNonNull(parts[0]);
                if (!Utf8.isEncodable(name)) {
                    throw new IllegalArgumentException("no header has such a name");
                }
                Bytes value = parts.length > 1 ? Bytes.of(Base64.getDecoder().decode(parts[1])) : Bytes.absent();
                Optional<String> label = parts.length > 2 ? Optional.of(parts[2]) : Optional.empty();
                headers.add(new Header(
                        name, value, typed.flatMap(type -> label.flatMap(known -> type.apply(known, value)))));
            }
            return headers;
        } catch (IOException | RuntimeException e) {
            return List.of(new Header(HEADERS, Bytes.ofText(text)));
        }
    }
}
