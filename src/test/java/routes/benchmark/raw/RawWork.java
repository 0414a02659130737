package routes.benchmark.raw;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** What a hand-written loop does with an order, with Jackson as most programs use it. Thread-safe. */
public final class RawWork {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Decimals keep their digits, as in the hub. */
    private static final ObjectMapper EXACT_JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private RawWork() {}

    /** The index of the target, by the region. */
    public static int chosen(byte[] order) {
        return read(JSON, order).path("region").asText().equals("eu") ? 0 : 1;
    }

    /** The order that the hub's route makes, byte for byte. */
    public static byte[] transformed(byte[] body) {
        JsonNode order = read(EXACT_JSON, body);
        ObjectNode made = EXACT_JSON.createObjectNode();
        made.set("id", order.path("id"));
        made.set("region", order.path("region"));
        made.set("total", order.path("total"));
        made.set("tier", order.path("customer").path("tier"));
        made.set("note", order.path("note"));
        made.put("pieces", order.path("items").size());
        try {
            return EXACT_JSON.writeValueAsBytes(made);
        } catch (IOException e) {
            throw new IllegalStateException("cannot be written", e);
        }
    }

    private static JsonNode read(ObjectMapper json, byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }
}
