package routes.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.docs.Page;
import routes.testkit.HubProcess;
import routes.testkit.RawClient;
import routes.testkit.TestHome;

/** What the API of the built hub lets whom do. No broker is needed: the routes wait for theirs. */
class ApiIT {

    private static final String YAML = "application/yaml";
    private static final String VIEWER = "v".repeat(24);
    private static final String OPERATOR = "o".repeat(24);
    private static final String ADMIN = "a".repeat(24);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ROUTE = """
            from: { kafka: { topic: a } }
            steps:
              - filter: .total > 10
            to: { kafka: { topic: %s } }
            """;

    private static HubProcess hub;

    @BeforeAll
    static void startHub(@TempDir Path folder) throws IOException {
        Path tokens = Files.writeString(
                folder.resolve("tokens"),
                "vera viewer " + VIEWER + "\noli operator " + OPERATOR + "\nanna admin " + ADMIN + "\n");
        TestHome home = new TestHome(folder.resolve("hub"))
                .with("hub.yaml", """
                        connections: { kafka: { kafka: { brokers: "127.0.0.1:1" } } }
                        defaults: { deadLetter: { kafka: { topic: dead } } }
                        """)
                .with(
                        "routes/steady.yaml",
                        "routes:\n  steady:\n" + ROUTE.formatted("b").indent(4));
        hub = HubProcess.start(home.path(), Map.of("HUB_API_OPEN", "", "HUB_API_TOKENS", tokens.toString()));
        hub.awaitReady();
        RestAssured.baseURI = hub.api().replace("/api/v1", "");
    }

    @AfterAll
    static void stopHub() {
        RestAssured.reset();
        hub.close();
    }

    private static RequestSpecification as(String token) {
        return speaking().header("Authorization", "Bearer " + token);
    }

    /** The client would not know how to send YAML. */
    private static RequestSpecification speaking() {
        return given().config(RestAssured.config()
                .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs(YAML, ContentType.TEXT)));
    }

    private static String revision(String route) {
        return as(VIEWER)
                .accept(YAML)
                .get("/api/v1/routes/" + route)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
    }

    private static void write(String route, String topic) {
        as(ADMIN)
                .contentType(YAML)
                .body(ROUTE.formatted(topic))
                .put("/api/v1/routes/" + route)
                .then()
                .statusCode(201);
        awaitState(route, "waiting");
    }

    private static void awaitState(String route, String state) {
        await().atMost(SOON)
                .untilAsserted(() -> as(VIEWER)
                        .get("/api/v1/routes/" + route)
                        .then()
                        .statusCode(200)
                        .body("state", equalTo(state)));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/v1/routes,                       401, 200, 200, 200",
        "GET,    /api/v1/routes/steady,                401, 200, 200, 200",
        "GET,    /api/v1/routes/steady/history,        401, 200, 200, 200",
        "GET,    /api/v1/schema,                       200, 200, 200, 200",
        "POST,   /api/v1/routes/steady/restart,        401, 403, 200, 200",
        "PUT,    /api/v1/routes/steady,                401, 403, 403, 422",
        "DELETE, /api/v1/routes/nothing,               401, 403, 403, 404",
        "POST,   /api/v1/routes/steady/history/x/roll-back, 401, 403, 403, 404",
    })
    void letsEachRoleDoWhatItMay(String method, String path, int nobody, int viewer, int operator, int admin) {
        assertThat(status(speaking(), method, path)).isEqualTo(nobody);
        assertThat(status(as("x".repeat(24)), method, path)).isEqualTo(nobody);
        assertThat(status(as(VIEWER), method, path)).isEqualTo(viewer);
        assertThat(status(as(OPERATOR), method, path)).isEqualTo(operator);
        assertThat(status(as(ADMIN), method, path)).isEqualTo(admin);
    }

    private static int status(RequestSpecification request, String method, String path) {
        RequestSpecification ready =
                method.equals("PUT") ? request.contentType(YAML).body("x") : request;
        return ready.header("If-Match", "*").request(method, path).statusCode();
    }

    @Test
    void saysHowToGetIn() {
        given().get("/api/v1/routes")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .contentType("application/problem+json")
                .body("detail", containsString("send a valid token"));
    }

    @Test
    void writesChangesAndRemovesARoute() {
        // when
        as(ADMIN)
                .contentType(YAML)
                .body(ROUTE.formatted("b"))
                .put("/api/v1/routes/orders?reason=wanted")
                .then()
                .statusCode(201);
        // then
        awaitState("orders", "waiting");
        String first = revision("orders");
        // when
        as(ADMIN)
                .contentType(YAML)
                .header("If-Match", first)
                .body(ROUTE.formatted("c"))
                .put("/api/v1/routes/orders")
                .then()
                .statusCode(200);
        // then
        as(ADMIN)
                .contentType(YAML)
                .header("If-Match", first)
                .body(ROUTE.formatted("d"))
                .put("/api/v1/routes/orders")
                .then()
                .statusCode(412)
                .contentType("application/problem+json");
        as(ADMIN)
                .contentType(YAML)
                .body(ROUTE.formatted("d"))
                .put("/api/v1/routes/orders")
                .then()
                .statusCode(428);
        as(VIEWER)
                .get("/api/v1/routes/orders/history")
                .then()
                .body("by", hasItem("anna"))
                .body("reason", hasItem("wanted"))
                .body("$", hasSize(2));
        as(VIEWER)
                .queryParam("from", first.replace("\"", ""))
                .queryParam("to", revision("orders").replace("\"", ""))
                .get("/api/v1/routes/orders/history/diff")
                .then()
                .statusCode(200)
                .body(containsString("-to: { kafka: { topic: b } }\n+to: { kafka: { topic: c } }"));
        // when
        as(ADMIN)
                .header("If-Match", "*")
                .post("/api/v1/routes/orders/history/" + first.replace("\"", "") + "/roll-back")
                .then()
                .statusCode(200)
                .body("text", equalTo(ROUTE.formatted("b")));
        // then
        as(ADMIN)
                .header("If-Match", first)
                .delete("/api/v1/routes/orders")
                .then()
                .statusCode(204);
        await().atMost(SOON)
                .untilAsserted(() -> as(VIEWER)
                        .get("/api/v1/routes/orders")
                        .then()
                        .statusCode(404)
                        .contentType("application/problem+json")
                        .body("detail", equalTo("there is no route 'orders'")));
    }

    @Test
    void refusesWhatIsNotSoundWithEveryPlace() {
        as(ADMIN)
                .contentType(YAML)
                .body("from: { kafak: { topic: a } }\nsteps: [ filter: '.a ==' ]\nto: { kafka: { topic: b } }\n")
                .put("/api/v1/routes/wrong")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("problems", hasSize(2))
                .body("problems[0].line", equalTo(1))
                .body("problems[0].column", equalTo(9))
                .body("problems[0].message", containsString("did you mean 'kafka'?"));
        as(VIEWER).get("/api/v1/routes/wrong").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/v1/nothing,      404, there is no such path",
        "POST, /api/v1/routes,       405, this path does not support this method",
        "POST, /api/v1/simulate,     415, 'Content-Type'",
    })
    void saysInItsOwnWordsWhatTheFrameworkRefuses(String method, String path, int status, String words) {
        as(ADMIN)
                .contentType(ContentType.TEXT)
                .body("what?")
                .request(method, path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("detail", containsString(words));
    }

    @Test
    void keepsARoutePausedUntilItIsResumed() {
        write("halted", "b");
        // when
        as(OPERATOR)
                .queryParam("reason", "billing moves")
                .post("/api/v1/routes/halted/pause")
                .then()
                .statusCode(200)
                .body("state", equalTo("paused"))
                .body("halt.by", equalTo("oli"))
                .body("halt.reason", equalTo("billing moves"));
        // then
        as(OPERATOR).post("/api/v1/routes/halted/restart").then().statusCode(409);
        as(OPERATOR).post("/api/v1/routes/halted/stop").then().body("state", equalTo("stopped"));
        as(OPERATOR).post("/api/v1/routes/halted/start").then().body("state", equalTo("waiting"));
    }

    @Test
    void saysInTheHistoryAndInTheAuditLogWhoHaltedARouteAndWhoWasNotAllowedTo() throws IOException {
        write("watched", "b");

        as(OPERATOR)
                .queryParam("reason", "x\nby=anna\u0085\u2028\u202e")
                .post("/api/v1/routes/watched/pause")
                .then()
                .statusCode(200);
        as(OPERATOR).post("/api/v1/routes/watched/resume").then().statusCode(200);
        as(OPERATOR).post("/api/v1/routes/watched/restart").then().statusCode(200);
        as(VIEWER)
                .header("X-Forwarded-For", "10.1.2.3")
                .delete("/api/v1/routes/watched?x=%0aby=anna")
                .then()
                .statusCode(403);

        as(VIEWER)
                .get("/api/v1/routes/watched/history")
                .then()
                .body("action", equalTo(List.of("restart", "resume", "pause", "write")))
                .body("by", equalTo(List.of("oli", "oli", "oli", "anna")))
                .body("revision", hasSize(4))
                .body("[2].reason", equalTo("x\nby=anna\u0085\u2028\u202e"))
                .body("[3].text", containsString("topic: b"));
        assertThat(Files.readAllLines(hub.output()))
                .filteredOn(line -> line.contains("hub.audit"))
                .anyMatch(line -> line.contains("by=oli role=operator from=127.0.0.1 action=pause route=watched"
                        + " reason=\"x\\\\nby=anna\\\\u0085\\\\u2028\\\\u202e\" outcome=done Operator action"))
                .anyMatch(line -> line.contains(
                        "by=vera role=viewer from=127.0.0.1 method=DELETE" + " path=/api/v1/routes/watched status=403"))
                .noneMatch(line -> line.contains("10.1.2.3"));
    }

    @Test
    void saysThatAWeakTagCannotBeUsedAndKeepsWhatIsThere() {
        String current = revision("steady");
        RequestSpecification change = as(ADMIN).contentType(YAML).body(ROUTE.formatted("z"));

        change.header("If-Match", "W/" + current)
                .put("/api/v1/routes/steady")
                .then()
                .statusCode(412)
                .body("detail", containsString("a weak tag (W/\"…\") cannot be used in If-Match"))
                .body("detail", containsString("send If-Match: " + current));
        as(ADMIN)
                .contentType(YAML)
                .body(ROUTE.formatted("z"))
                .header("If-None-Match", "*")
                .put("/api/v1/routes/steady")
                .then()
                .statusCode(412)
                .body("detail", containsString("exists already"));
        as(ADMIN)
                .header("If-Match", "\"open")
                .delete("/api/v1/routes/steady")
                .then()
                .statusCode(400);
        as(VIEWER)
                .accept(YAML)
                .header("If-None-Match", "W/" + current)
                .get("/api/v1/routes/steady")
                .then()
                .statusCode(304);
        assertThat(revision("steady")).isEqualTo(current);
    }

    @Test
    void tellsTheCallerWhatIsWrongAndNobodyElse() throws IOException {
        refused("{\"body\": " + "[".repeat(1001) + "]".repeat(1001) + "}", "nested too deeply: at most 1000 levels");
        refused("{\"body\": " + "1".repeat(2000) + "}", "a number with too many digits: at most 1000");
        refused("{\"" + "k".repeat(60_000) + "\": 1}", "a key that is too long");
        refused("{\"body\": 1} {}", "the body has something after its JSON");
        refused("{\"body\": 1, \"body\": 2}", "the body has a key twice");
        String head = " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + VIEWER
                + "\r\nContent-Type: application/json\r\n";
        String simulate = "POST /api/v1/routes/steady/simulate" + head;

        answers(400, "GET /api/v1/routes/%zz" + head + "\r\n");
        answers(400, "GET /api/v1/routes HTTP/1.1\r\n\r\n");
        answers(404, "GET /q/health/x" + head + "\r\n");
        answers(405, "TRACE /api/v1/routes" + head + "\r\n");
        answers(413, simulate + "Content-Length: 11000000\r\n\r\n");
        answers(414, "GET /" + "x".repeat(70_000) + head + "\r\n");
        answers(431, "GET /api/v1/routes" + head + "X: " + "x".repeat(70_000) + "\r\n\r\n");
        answers(400, simulate + "Transfer-Encoding: chunked\r\n\r\nzz\r\n");
        answers(400, simulate + "Content-Length: 3\r\n\r\n\u00ff\u00fe\u0000");
        answers(415, simulate.replace("application/json", "") + "Content-Length: 2\r\n\r\n{}");
        answers(415, simulate.replace("application/json", "text/plain") + "Content-Length: 2\r\n\r\n{}");
        answers(
                415,
                simulate.replace("/routes/steady/simulate", "/validate").replace("application/json", "text/plain")
                        + "Content-Length: 2\r\n\r\n{}");
        try (RawClient client = RawClient.connect(hub.port())) {
            client.send(simulate + "Content-Length: 100000\r\n\r\n{\"raw\": \"" + "x".repeat(50_000));
        }
        write("afterwards", "b");

        assertThat(Files.readAllLines(hub.output()))
                .noneMatch(line -> line.contains(" ERROR ") || line.startsWith("\tat "));
    }

    private static void answers(int status, String request) {
        try (RawClient client = RawClient.connect(hub.port())) {
            assertThat(client.send(request).response())
                    .as(request.substring(0, 40))
                    .startsWith("HTTP/1.1 " + status)
                    .containsIgnoringCase("content-type: application/problem+json")
                    .contains("\"status\":" + status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/q/health, 200", "/q/health/, 200", "/q/health/live, 200", "/q/health/ready, 200", "/q/health/started, 200",
        "/q/metrics, 200", "/q/health/x, 404", "/q/health/live/x, 404", "/q/health/group/x, 404",
                "/q/health/group, 404",
        "/q/health/well, 404", "/q/healthy, 404", "/q/metrics/x, 404", "/, 404", "/api/v1/routes, 404",
    })
    void answersOnItsManagementPortWhatIsThereAndNothingElse(String path, int status) {
        ValidatableResponse answer =
                given().get(hub.management().replace("/q", path)).then().statusCode(status);

        if (status == 404) {
            answer.contentType("application/problem+json").body("status", equalTo(404));
        }
        given().post(hub.management().replace("/q", path)).then().statusCode(405);
    }

    @Test
    void triesARouteOutWithoutDoingAnything() {
        accepted("{\"raw\": \"{\\\"total\\\": 11}\", \"key\": \"k\", \"headers\": {\"h\": \"v\"}}")
                .body("end", equalTo("delivered"))
                .body("steps[0].at", equalTo("steps[0].filter"))
                .body("sent[0].target", equalTo("kafka:b"))
                .body("sent[0].body.text", equalTo("{\"total\": 11}"))
                .body("sent[0].key.text", equalTo("k"))
                .body("sent[0].headers[0].name", equalTo("h"));
        as(VIEWER)
                .contentType(ContentType.JSON)
                .body("{\"route\": \"from: { kafka: { topic: a } }\\nsteps: [ filter: .total > 20 ]\\n"
                        + "to: { kafka: { topic: c } }\\n\", \"event\": {\"body\": {\"total\": 11}}}")
                .post("/api/v1/simulate")
                .then()
                .statusCode(200)
                .body("end", equalTo("filtered"));
    }

    @Test
    void takesTheBodyOfAnEventHoweverItIsGiven() {
        accepted("{\"body\": {\"total\": 12345678901234567.890}}")
                .body("sent[0].body.text", equalTo("{\"total\":12345678901234567.890}"));
        accepted("{\"base64\": \"eyJ0b3RhbCI6MTF9\"}").body("sent[0].body.text", equalTo("{\"total\":11}"));
        accepted("{\"body\": {\"total\": 11, \"note\": \"\\ud83d\\ude00\"}}")
                .body("sent[0].body.text", equalTo("{\"total\":11,\"note\":\"😀\"}"))
                .body(containsString("😀"));
        accepted("{\"key\": \"k\"}").body("fault.reason", equalTo("parse"));
        accepted("{\"body\": \"text\"}").body("fault.reason", equalTo("expression"));
    }

    private static ValidatableResponse tried(String event) {
        return as(VIEWER)
                .contentType(ContentType.JSON)
                .body(event)
                .post("/api/v1/routes/steady/simulate")
                .then();
    }

    private static ValidatableResponse accepted(String event) {
        return tried(event).statusCode(200);
    }

    @Test
    void saysWhatIsWrongWithAnEventThatIsPosted() {
        refused("{\"event\": {\"body\": {}}}", "unknown key 'event'; expected one of base64, body, headers, key, raw");
        refused("{\"body\": {}, \"headers\": [\"h\"]}", "'headers' is missing or has a value of the wrong type");
        refused("{\"body\": {}, \"headers\": {\"h\": null}}", "each header must have a value");
        refused("[]", "the body is missing or has a value of the wrong type");
        refused("{\"body\": {\n \"total\": 11,}}", "the body is not valid JSON at line 2, column");
        refused("{\"body\": {}, \"base64\": \"e30=\"}", "give the body exactly once");
        refused("{\"body\":\n  oops}", "the body is not valid JSON at line 2, column");
    }

    @Test
    void takesNoEventWithTextThatNoEventCanCarry() {
        for (String event : List.of("{\"key\": \"\\ud800\"}", "{\"body\": {}, \"headers\": {\"h\": \"\\ud800\"}}")) {
            tried(event).statusCode(422).body("detail", containsString("contains an unpaired surrogate"));
        }
    }

    private static void refused(String event, String detail) {
        tried(event).statusCode(400).contentType("application/problem+json").body("detail", containsString(detail));
    }

    @Test
    void validatesAFileThatIsPosted() {
        as(VIEWER)
                .contentType(YAML)
                .body("routes:\n  posted:\n    from: { kafka: { topc: a } }\n    to: { kafka: { topic: b } }\n")
                .post("/api/v1/validate")
                .then()
                .statusCode(200)
                .body("sound", equalTo(false))
                .body("problems.message", hasItem(containsString("did you mean 'topic'?")));
    }

    @Test
    void describesItselfAndTellsNoToken() {
        given().get("/q/openapi")
                .then()
                .statusCode(200)
                .body(containsString("/api/v1/routes/{name}/pause"))
                .body(not(containsString(ADMIN)));
    }

    @Test
    void isWhatItsPageSays() {
        Map<String, Map<String, Object>> paths = given().queryParam("format", "JSON")
                .get("/q/openapi")
                .jsonPath()
                .getMap("paths");
        Set<String> served = paths.entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .map(method -> method.toUpperCase(Locale.ROOT)
                                + " "
                                + path.getKey().substring("/api/v1".length())))
                .collect(Collectors.toSet());

        assertThat(Page.of("docs/reference/api.md").section("Requests").rows()).containsOnlyKeys(served);
    }
}
