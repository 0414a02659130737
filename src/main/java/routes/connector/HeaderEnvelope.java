package routes.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import routes.event.Bytes;
import routes.event.Header;
import routes.support.Utf8;

/**
 * Packs what a broker cannot carry into headers of the hub, and unpacks it when a message comes back. Thread-safe.
 *
 * <p>Headers that do not fit (too many, a name or value that the broker forbids, a name that occurs twice) go into
 * {@value #HEADERS}: a JSON array of {@code [name, base64 value]}, or {@code [name]} where the value is absent.
 */
public final class HeaderEnvelope {

    /** The event's key, for brokers whose messages have no key. */
    public static final String KEY = "hub-key";

    /** The encoding of a body that cannot be sent unchanged: {@code base64}, {@code empty} or {@code tombstone}. */
    public static final String BODY = "hub-body";

    /** The header that contains all headers which cannot be sent as such. */
    public static final String HEADERS = "hub-headers";

    private static final ObjectMapper JSON = new ObjectMapper();

    private HeaderEnvelope() {}

    public static String pack(List<Header> headers) {
        ArrayNode packed = JSON.createArrayNode();
        for (Header header : headers) {
            ArrayNode pair = packed.addArray().add(header.name());
            if (header.value().isPresent()) {
                pair.add(Base64.getEncoder().encodeToString(header.value().array()));
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
        try {
            List<Header> headers = new ArrayList<>();
            for (String[] pair : JSON.readValue(text, String[][].class)) {
                if (!Utf8.isEncodable(pair[0])) {
                    throw new IllegalArgumentException("no header has such a name");
                }
                headers.add(new Header(
                        pair[0], pair.length > 1 ? Bytes.of(Base64.getDecoder().decode(pair[1])) : Bytes.absent()));
            }
            return headers;
        } catch (IOException | RuntimeException e) {
            return List.of(new Header(HEADERS, Bytes.ofText(text)));
        }
    }
}
