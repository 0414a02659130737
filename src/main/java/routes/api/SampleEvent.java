package routes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import routes.definition.Simulating.Sample;

/**
 * An event to try a route with, as it is posted: like the one that a route's own test is given.
 *
 * @param body text as it is, any other value as JSON
 */
public record SampleEvent(
        @Schema(implementation = Object.class, description = "Text as it is, any other value as JSON.")
        Optional<JsonNode> body,

        @Schema(description = "The body where it is no text, in place of body.")
        Optional<String> base64,

        Optional<String> key,
        Map<String, String> headers) {

    public SampleEvent {
        headers = Optional.ofNullable(headers).orElse(Map.of());
        if (headers.values().stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("a header has a value");
        }
    }

    Sample sample() {
        return new Sample(
                body.map(value -> value.isTextual() ? value.textValue() : value.toString()), base64, key, headers);
    }
}
