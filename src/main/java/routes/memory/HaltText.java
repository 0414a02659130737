package routes.memory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import routes.definition.Halt;

/** A halt as the text that it is kept as. */
final class HaltText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private HaltText() {}

    static String of(Halt halt) {
        return JSON.createObjectNode()
                .put("kind", halt.kind().toString())
                .put("by", halt.by())
                .put("since", halt.since().toString())
                .put("reason", halt.reason())
                .toString();
    }

    /** @throws IOException where somebody else has written something else */
    static Halt read(String text) throws IOException {
        try {
            JsonNode tree = JSON.readTree(text);
            return new Halt(
                    Halt.Kind.valueOf(tree.path("kind").asText().toUpperCase(Locale.ROOT)),
                    tree.path("by").asText(),
                    Instant.parse(tree.path("since").asText()),
                    tree.path("reason").asText());
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            throw new IOException("it is not an order of this hub", e);
        }
    }
}
