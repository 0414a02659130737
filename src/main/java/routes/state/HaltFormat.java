package routes.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import routes.control.Halt;

/** Converts a halt to JSON and back. Thread-safe. */
final class HaltFormat {

    private static final ObjectMapper JSON = new ObjectMapper();

    private HaltFormat() {}

    static String of(Halt halt) {
        return JSON.createObjectNode()
                .put("kind", halt.kind().toString())
                .put("by", halt.by())
                .put("since", halt.since().toString())
                .put("reason", halt.reason())
                .toString();
    }

    /** If the text is not a halt, the route counts as paused: that loses nothing and may be what its author intended. */
    static Halt read(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            return new Halt(
                    Halt.Kind.valueOf(tree.path("kind").asText().toUpperCase(Locale.ROOT)),
                    tree.path("by").asText(),
                    Instant.parse(tree.path("since").asText()),
                    tree.path("reason").asText());
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            return new Halt(
                    Halt.Kind.PAUSED,
                    "",
                    Instant.EPOCH,
                    "the stored command for this route cannot be read; resume the route and give the command again");
        }
    }
}
