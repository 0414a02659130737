package routes.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who looks at a hub and steers it: by its API, and by what it has logged. Takes so little of the machine that it may look while
 * somebody measures. Thread-safe.
 */
public final class HubOperator {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final String NONE = "there is no such route";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HubProcess hub;

    HubOperator(HubProcess hub) {
        this.hub = hub;
    }

    /** The names of all routes. */
    public List<String> routes() {
        List<String> names = new ArrayList<>();
        answer(hub.get(hub.api() + "/routes", PATIENCE))
                .forEach(route -> names.add(route.path("name").asText()));
        return names;
    }

    public String state(String route) {
        return field(route, "state");
    }

    /** What the API says of a route, or that there is none. */
    public String field(String route, String field) {
        return one(route).map(it -> it.path(field).asText("")).orElse(NONE);
    }

    /** As {@link #field}, where that is a list. */
    public List<String> list(String route, String field) {
        return one(route).map(it -> texts(it.path(field))).orElse(List.of(NONE));
    }

    private Optional<JsonNode> one(String route) {
        Optional<HttpResponse<String>> response = hub.get(hub.api() + "/routes/" + route, PATIENCE);
        boolean unknown = response.filter(it -> it.statusCode() == 404).isPresent();
        return unknown ? Optional.empty() : Optional.of(answer(response));
    }

    private static List<String> texts(Iterable<JsonNode> nodes) {
        List<String> texts = new ArrayList<>();
        nodes.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static JsonNode answer(Optional<HttpResponse<String>> response) {
        assertThat(response).as("the hub's answer").isPresent();
        String body = response.get().body();
        assertThat(response.get().statusCode()).as(body).isEqualTo(200);
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void awaitState(String route, String state) {
        await(route + " is " + state)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(state(route)).isEqualTo(state));
    }

    /** Such as {@code pause}. Fails where the hub declines. */
    public void order(String route, String order) {
        answer(hub.post(hub.api() + "/routes/" + route + "/" + order, PATIENCE));
    }

    /** All that the hub has logged since it was started first. */
    public String log() {
        try {
            return Files.readString(hub.output());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many lines of the log say this of a route. */
    public int logged(String text, String route) {
        return (int) log().lines()
                .filter(line -> line.contains(text) && line.matches(".*\\broute=" + route + "(?![\\w-]).*"))
                .count();
    }
}
