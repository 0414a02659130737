package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import routes.testkit.Amqp;
import routes.testkit.AmqpProbe;
import routes.testkit.EmbeddedKafka;
import routes.testkit.EventLedger;
import routes.testkit.FreePort;
import routes.testkit.HubProcess;
import routes.testkit.KafkaProbe;
import routes.testkit.Probe;
import routes.testkit.TestHome;

/** Twenty routes, three of which cannot run: the others neither wait for them nor suffer from them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwentyRoutesIT {

    private static final int SOUND = 17;
    private static final String CLOSED = "127.0.0.1:" + FreePort.next();

    private EmbeddedKafka kafka;
    private Amqp amqp;
    private HubProcess hub;

    @BeforeAll
    void startAll(@TempDir Path home) {
        amqp = Amqp.start();
        kafka = EmbeddedKafka.start();
        kafka.createTopic("dead", 1);
        kafka.createTopic("for-no-queue", 1);
        TestHome written = new TestHome(home)
                .with("hub.yaml", TestHome.connections(kafka, amqp) + """
                          elsewhere: { kafka: { brokers: "%s" } }
                        defaults:
                          deadLetter: { kafka: { connection: kafka, topic: dead } }
                        """.formatted(CLOSED))
                .with("schemas/broken.json", "{ \"type\": ")
                .with("routes/bad.yaml", """
                        routes:
                          bad-broker:
                            from: { kafka: { connection: elsewhere, topic: orders } }
                            to: { kafka: { connection: kafka, topic: dead } }
                          bad-queue:
                            from: { kafka: { connection: kafka, topic: for-no-queue } }
                            to: { rabbitmq: { queue: not-there } }
                          bad-schema:
                            from: { kafka: { connection: kafka, topic: for-no-queue } }
                            steps:
                              - validate: { jsonSchema: schemas/broken.json }
                            to: { kafka: { connection: kafka, topic: dead } }
                        """);
        for (int i = 0; i < SOUND; i++) {
            kafka.createTopic("topic-" + i, 1);
            amqp.createQueue("queue-" + i);
            written.with("routes/sound-" + i + ".yaml", """
                    routes:
                      sound-%1$d:
                        from: { %2$s }
                        to: { %3$s }
                    """.formatted(
                            i, isFromKafka(i) ? topic(i) : queue(i), isFromKafka(i) ? queue(i) : topic(i)));
        }
        hub = HubProcess.start(home, Map.of()).awaitReady();
        await("the sound routes")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(states().values()).filteredOn("up"::equals).hasSize(SOUND));
    }

    private static boolean isFromKafka(int i) {
        return i % 2 == 0;
    }

    private static String topic(int i) {
        return "kafka: { connection: kafka, topic: topic-" + i + " }";
    }

    private static String queue(int i) {
        return "rabbitmq: { queue: queue-" + i + " }";
    }

    @AfterAll
    void stopAll() {
        hub.close();
        amqp.close();
        kafka.close();
    }

    @Test
    void carriesEventsOnEverySoundRoute() {
        for (int i = 0; i < SOUND; i++) {
            // given
            EventLedger book = new EventLedger("route-" + i, 1, i);
            try (Probe topic = new KafkaProbe(kafka.bootstrap(), "topic-" + i);
                    Probe queue = AmqpProbe.ofQueue(amqp, "queue-" + i)) {
                // when
                (isFromKafka(i) ? topic : queue).send(book.write(1));
                // then
                Probe target = isFromKafka(i) ? queue : topic;
                EventLedger.Findings findings = book.check(target.receive(1, Duration.ofSeconds(20)));
                assertThat(findings.isClean())
                        .as("route " + i + ": " + findings)
                        .isTrue();
            }
        }
    }

    @Test
    void isReadyAndAliveThoughThreeRoutesAreNot() {
        RestAssured.get(hub.management() + "/health/ready").then().statusCode(200);
        RestAssured.get(hub.management() + "/health/live").then().statusCode(200);
        String told = RestAssured.get(hub.management() + "/health/ready").body().asString();
        assertThat(told).contains("bad-broker", "bad-queue", "bad-schema", "sound-0");
    }

    @Test
    void saysWhatToDoAboutEachBadRoute() {
        await("what the brokers say").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            JsonNode routes = routes();
            assertThat(routes).hasSize(SOUND + 3);
            assertThat(states())
                    .containsEntry("bad-broker", "waiting")
                    .containsEntry("bad-queue", "waiting")
                    .containsEntry("bad-schema", "invalid");
            assertThat(problems(routes, "bad-broker"))
                    .singleElement()
                    .asString()
                    .isEqualTo("source: Kafka at " + CLOSED
                            + " cannot be reached; check 'brokers' of the connection, and the network");
            assertThat(problems(routes, "bad-queue"))
                    .singleElement()
                    .asString()
                    .startsWith("rabbitmq:not-there: queue 'not-there' does not exist at")
                    .contains(
                            amqp.address(),
                            "create it: caravanserai provision",
                            "rabbitmqadmin declare queue name=not-there");
            assertThat(problems(routes, "bad-schema"))
                    .singleElement()
                    .asString()
                    .startsWith("routes/bad.yaml:11:")
                    .contains("bad-schema.steps[0]", "not a JSON Schema: schemas/broken.json");
        });
    }

    @Test
    void countsRoutesThatAreUpAndProblems() {
        assertThat(hub.metric("hub_route_up")).hasValue(SOUND);
        assertThat(hub.metric("hub_route_up", "route", "sound-0")).hasValue(1);
        for (String bad : List.of("bad-broker", "bad-queue", "bad-schema")) {
            assertThat(hub.metric("hub_route_up", "route", bad)).as(bad).hasValue(0);
        }
        assertThat(hub.metric("hub_config_problems")).hasValue(1);
    }

    @Test
    void servesEveryMetricThatIsPromised() {
        String metrics = RestAssured.get(hub.management() + "/metrics").body().asString();
        assertThat(metrics)
                .contains(
                        "hub_events_received_total{route=\"sound-0\"",
                        "hub_events_in_flight{route=\"sound-0\"",
                        "hub_event_duration_seconds_bucket{",
                        "hub_source_lag{route=\"sound-0\"",
                        "hub_route_up{route=\"sound-0\"")
                .containsPattern("hub_config_info\\{hash=\"[0-9a-f]{8,}\"\\} 1")
                .containsPattern("hub_config_problems\\{severity=\"error\"\\} [0-9]");
        for (String outcome : List.of("delivered", "filtered", "dead_lettered", "discarded")) {
            assertThat(hub.metric("hub_events_total", "route", "sound-0", "outcome", outcome))
                    .as(outcome)
                    .isPresent();
        }
        for (String reason : List.of("parse", "schema", "expression", "unmatched", "rejected", "exhausted")) {
            assertThat(hub.metric("hub_dead_letters_total", "route", "sound-0", "reason", reason))
                    .as(reason)
                    .isPresent();
        }
        for (String target : List.of("rabbitmq:queue-0", "kafka:dead")) {
            assertThat(hub.metric("hub_deliveries_total", "route", "sound-0", "target", target, "result", "confirmed"))
                    .as(target)
                    .isPresent();
            assertThat(hub.metric("hub_retries_total", "route", "sound-0", "target", target))
                    .as(target)
                    .hasValue(0);
            assertThat(hub.metric("hub_route_held", "route", "sound-0", "target", target))
                    .as(target)
                    .hasValue(0);
        }
    }

    @Test
    void servesItsOpenApi() {
        String document = RestAssured.get(URI.create(hub.api()).resolve("/q/openapi"))
                .body()
                .asString();
        assertThat(document).contains("openapi:", "/api/v1/routes:", "/api/v1/routes/{name}:");
    }

    private JsonNode routes() throws IOException {
        return new ObjectMapper()
                .readTree(RestAssured.get(hub.api() + "/routes").body().asString());
    }

    private Map<String, String> states() throws IOException {
        Map<String, String> states = new TreeMap<>();
        routes().forEach(route ->
                states.put(route.get("name").asText(), route.get("state").asText()));
        return states;
    }

    private static List<String> problems(JsonNode routes, String name) {
        List<String> problems = new ArrayList<>();
        routes.forEach(route -> {
            if (route.get("name").asText().equals(name)) {
                route.get("problems").forEach(problem -> problems.add(problem.asText()));
            }
        });
        return problems;
    }
}
