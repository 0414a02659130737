package routes.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import routes.control.RouteSimulation.Sample;

/**
 * A sample event in a request. It has the keys of the event in a route's own test, but its body may be left out.
 *
 * @param body the JSON text of the value; null if it is left out
 */
public record SimulatedEvent(
        @Schema(implementation = Object.class, description = "The body, as JSON.")
        @JsonDeserialize(using = JsonText.class)
        String body,

        @Schema(description = "The body, as text.") Optional<String> raw,

        @Schema(description = "The body, as base64.") Optional<String> base64,

        Optional<String> key,
        Map<String, String> headers) {

    public SimulatedEvent {
        headers = Optional.ofNullable(headers).orElse(Map.of());
        if (headers.values().stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("each header must have a value");
        }
        long bodies = Stream.of(Optional.ofNullable(body), raw, base64)
                .filter(Optional::isPresent)
                .count();
        if (bodies > 1) {
            throw new IllegalArgumentException("give the body exactly once: as 'body', 'raw' or 'base64'");
        }
    }

    Sample sample() {
        return new Sample(Optional.ofNullable(body).or(() -> raw), base64, key, headers);
    }
}
