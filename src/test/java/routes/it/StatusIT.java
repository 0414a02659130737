package routes.it;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What operators see of a hub with one route whose broker is out and one that is wrong. */
@QuarkusTest
@TestProfile(StatusIT.OneRouteWaitsOneIsWrong.class)
class StatusIT {

    /** Free ports, and a HUB_HOME of its own. */
    public static final class OneRouteWaitsOneIsWrong implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "hub.home", "src/test/resources/status",
                    "hub.api.open", "everybody-who-can-reach-this-port-may-change-everything",
                    "quarkus.http.test-port", "0",
                    "quarkus.management.test-port", "0");
        }
    }

    @TestHTTPResource(value = "/", management = true)
    private URI management;

    @Test
    void tellsTheStateOfEveryRouteAndWhatToDo() {
        given().when()
                .get("/api/v1/routes")
                .then()
                .statusCode(200)
                .body("name", hasItems("orders-to-billing", "orders-to-nowhere"))
                .body("find { it.name == 'orders-to-nowhere' }.state", equalTo("invalid"))
                .body(
                        "find { it.name == 'orders-to-nowhere' }.problems",
                        hasItem(containsString("unknown kind 'kafak', did you mean 'kafka'?")));
    }

    @Test
    void tellsOneRouteByItsName() {
        given().when()
                .get("/api/v1/routes/orders-to-billing")
                .then()
                .statusCode(200)
                .body("description", equalTo("Orders go to billing."))
                .body("state", equalTo("waiting"));
    }

    @Test
    void doesNotKnowARouteThatNobodyWrote() {
        given().when().get("/api/v1/routes/orders-to-mars").then().statusCode(404);
    }

    @Test
    void isReadyAlthoughARouteIsWrong() {
        given().when()
                .get(management.resolve("/q/health/ready"))
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"));
        given().when().get(management.resolve("/q/health/live")).then().statusCode(200);
    }

    @Test
    void countsTheProblemsOfItsConfiguration() {
        given().when()
                .get(management.resolve("/q/metrics"))
                .then()
                .statusCode(200)
                .body(containsString("hub_config_problems{severity=\"error\"} 1.0"))
                .body(containsString("hub_route_up{route=\"orders-to-billing\"} 0.0"));
    }

    @Test
    void describesItsApi() {
        given().when().get("/q/openapi").then().statusCode(200).body(containsString("/api/v1/routes/{name}"));
    }
}
