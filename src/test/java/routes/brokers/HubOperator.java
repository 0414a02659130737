package routes.brokers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

/** Who looks at a hub and steers it: by its API, and by what it has logged. Thread-safe. */
public final class HubOperator {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final String NONE = "there is no such route";

    private final HubProcess hub;

    HubOperator(HubProcess hub) {
        this.hub = hub;
    }

    /** The names of all routes. */
    public List<String> routes() {
        return RestAssured.get(hub.api() + "/routes").jsonPath().getList("name");
    }

    public String state(String route) {
        return field(route, "state");
    }

    /** What the API says of a route, or that there is none. */
    public String field(String route, String field) {
        Response response = get(route);
        return response.statusCode() == 200 ? response.jsonPath().getString(field) : NONE;
    }

    /** As {@link #field}, where that is a list. */
    public List<String> list(String route, String field) {
        Response response = get(route);
        return response.statusCode() == 200 ? response.jsonPath().getList(field) : List.of(NONE);
    }

    private Response get(String route) {
        return RestAssured.get(hub.api() + "/routes/" + route);
    }

    public void awaitState(String route, String state) {
        await(route + " is " + state)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(state(route)).isEqualTo(state));
    }

    /** Such as {@code pause}. Fails where the hub declines. */
    public void order(String route, String order) {
        RestAssured.post(hub.api() + "/routes/" + route + "/" + order).then().statusCode(200);
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
