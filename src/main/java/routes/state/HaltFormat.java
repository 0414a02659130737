package routes.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Converts an order for a route to JSON and back. Thread-safe. */
final class HaltFormat {

    private static final ObjectMapper JSON = new ObjectMapper();

    private HaltFormat() {}

    static String of(RouteOrder order) {
        ObjectNode tree = JSON.createObjectNode()
                .put("kind", order.kind().toString())
                .put("by", order.by())
                .put("since", order.since().toString())
                .put("reason", order.reason())
                .put("revision", order.revision());
        order.superseded().forEach(tree.putArray("superseded")::add);
        return tree.toString();
    }

    /** If the text is not an order, the route counts as paused: that loses nothing and may be what its author intended. */
    static RouteOrder read(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            List<String> superseded = new ArrayList<>();
            tree.path("superseded").forEach(revision -> superseded.add(revision.asText()));
            return new RouteOrder(
                    RouteOrder.Kind.valueOf(tree.path("kind").asText().toUpperCase(Locale.ROOT)),
                    tree.path("by").asText(),
                    Instant.parse(tree.path("since").asText()),
                    tree.path("reason").asText(),
                    tree.path("revision").asText(),
                    superseded);
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            return new RouteOrder(
                    RouteOrder.Kind.PAUSED,
                    "",
                    Instant.EPOCH,
                    "the stored command for this route cannot be read; resume the route and give the command again",
                    "",
                    List.of());
        }
    }
}
