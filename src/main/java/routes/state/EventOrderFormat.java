package routes.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import routes.control.EventOrder;

/** Converts an order about an event to JSON and back. Thread-safe. */
final class EventOrderFormat {

    private static final ObjectMapper JSON = new ObjectMapper();

    private EventOrderFormat() {}

    static String of(StoredOrder stored) {
        return JSON.createObjectNode()
                .put("route", stored.route())
                .put("event", stored.event())
                .put("action", stored.order().action().toString())
                .put("by", stored.order().by())
                .put("given", stored.order().given().toString())
                .put("reason", stored.order().reason())
                .put("expires", stored.expires().toString())
                .toString();
    }

    /** Empty if the text is no order, or one that only a later version of the hub knows: nothing is done without one. */
    static Optional<StoredOrder> read(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            return Stream.of(EventOrder.Action.values())
                    .filter(action ->
                            action.toString().equals(tree.path("action").asText()))
                    .findFirst()
                    .map(action -> new StoredOrder(
                            tree.path("route").asText(),
                            tree.path("event").asText(),
                            new EventOrder(
                                    action,
                                    tree.path("by").asText(),
                                    Instant.parse(tree.path("given").asText()),
                                    tree.path("reason").asText()),
                            Instant.parse(tree.path("expires").asText())));
        } catch (JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
