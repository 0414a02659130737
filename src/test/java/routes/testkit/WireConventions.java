package routes.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import routes.event.Bytes;
import routes.event.Header;

/** What a broker cannot carry as it is, written in what it can: the conventions that applications see. */
final class WireConventions {

    static final String KEY = "hub-key";
    static final String BODY = "hub-body";
    static final String HEADERS = "hub-headers";

    static final String TIME = "hub-time";

    static final String BASE64 = "base64";
    static final String EMPTY = "empty";
    static final String TOMBSTONE = "tombstone";

    private static final ObjectMapper JSON = new ObjectMapper();

    private WireConventions() {}

    /** Headers as a JSON array of pairs: a name, and a value in base64. */
    static String pack(List<Header> headers) {
        ArrayNode pairs = JSON.createArrayNode();
        for (Header header : headers) {
            pairs.addArray()
                    .add(header.name())
                    .add(Base64.getEncoder().encodeToString(header.value().array()));
        }
        return pairs.toString();
    }

    static List<Header> unpack(String packed) {
        List<Header> headers = new ArrayList<>();
        for (JsonNode pair : json(packed)) {
            headers.add(new Header(
                    pair.get(0).asText(),
                    Bytes.of(Base64.getDecoder().decode(pair.get(1).asText()))));
        }
        return headers;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + text, e);
        }
    }
}
