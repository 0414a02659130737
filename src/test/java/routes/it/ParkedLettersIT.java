package routes.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import routes.event.Event;
import routes.support.Sha256;
import routes.testkit.EmbeddedKafka;
import routes.testkit.HubProcess;
import routes.testkit.KafkaProbe;
import routes.testkit.TestHome;

/** What operators do about dead letters that their target refuses alone, and what a crash leaves of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ParkedLettersIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String LARGE = "no JSON " + "x".repeat(200_000);
    private static final List<String> ROUTES = List.of("cut", "discard", "crash");

    private EmbeddedKafka kafka;
    private HubProcess hub;

    @BeforeAll
    void startAll(@TempDir Path folder) {
        kafka = EmbeddedKafka.start();
        StringBuilder routes = new StringBuilder("routes:\n");
        for (String route : ROUTES) {
            topic(route + "-in", Map.of());
            topic(route + "-dead", Map.of("max.message.bytes", "50000"));
            routes.append("""
                      %1$s:
                        from: { kafka: { topic: %1$s-in } }
                        steps: [{ filter: .status != "test" }]
                        to: { kafka: { topic: out } }
                        deadLetter: { kafka: { topic: %1$s-dead } }
                    """.formatted(route).indent(0));
        }
        topic("out", Map.of());
        TestHome home = new TestHome(folder)
                .with("hub.yaml", """
                        connections: { kafka: { kafka: { brokers: "%s" } } }
                        """.formatted(kafka.bootstrap()))
                .with("routes/all.yaml", routes.toString());
        hub = HubProcess.start(home.path(), Map.of("HUB_SLOW_STEP", "5m")).awaitReady();
        ROUTES.forEach(route -> hub.operator().awaitState(route, "up"));
    }

    @AfterAll
    void stopAll() {
        Stream.of(hub, kafka).filter(started -> started != null).forEach(started -> {
            try {
                started.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void areCutByOrder() {
        // given
        send("cut", LARGE);
        awaitParked("cut");
        // when
        order("cut", "cut", "").then().statusCode(400).body("detail", containsString("'reason' is required"));
        order("cut", "cut", "the beginning is enough").then().statusCode(202);
        // then
        assertThat(bodies("cut-dead")).containsExactly(LARGE.substring(0, 32 * 1024));
        awaitEnded("cut", "dead_lettered");
        assertThat(hub.metric("hub_events_parked", "route", "cut")).hasValue(0);
    }

    @Test
    void areDiscardedByOrderAndRecordedWithoutTheirBody() {
        // given
        send("discard", LARGE);
        awaitParked("discard");
        // when
        order("discard", "discard", "a test event").then().statusCode(202);
        // then
        awaitEnded("discard", "discarded");
        await("the acknowledgement").atMost(SOON).until(() -> committed("discard") == 1);
        assertThat(hub.operator().log())
                .contains("Event discarded by an operator", "a test event", "discard-in-0@0")
                .contains(Sha256.of(LARGE.getBytes(StandardCharsets.UTF_8)))
                .doesNotContain("xxxxxxxxxx");
    }

    @Test
    void areParkedAgainAfterACrashAndNothingIsAcknowledged() {
        // given
        send("crash", LARGE);
        awaitParked("crash");
        order("crash", "dead-letter", "why not").then().statusCode(409);
        // when
        hub.kill9();
        hub = hub.restart().awaitReady();
        // then
        awaitParked("crash");
        assertThat(committed("crash")).isZero();
    }

    private Response order(String route, String order, String reason) {
        return given().queryParam("reason", reason)
                .post(hub.api() + "/routes/" + route + "/in-flight/" + route + "-in-0@0/" + order);
    }

    private void awaitParked(String route) {
        await("the parked letter of " + route).atMost(SOON).untilAsserted(() -> {
            assertThat(hub.metric("hub_events_parked", "route", route)).hasValue(1);
            assertThat(given().get(hub.api() + "/routes/" + route + "/in-flight")
                            .jsonPath()
                            .getList("events.where"))
                    .containsExactly("parked");
        });
        assertThat(hub.operator().state(route)).isEqualTo("delayed");
    }

    private void awaitEnded(String route, String outcome) {
        await(outcome).atMost(SOON).untilAsserted(() -> {
            assertThat(hub.metric("hub_events_total", "route", route, "outcome", outcome))
                    .hasValue(1);
            assertThat(hub.metric("hub_events_in_flight", "route", route)).hasValue(0);
        });
    }

    private long committed(String route) {
        return kafka
                .admin(admin -> admin.listConsumerGroupOffsets(route).partitionsToOffsetAndMetadata())
                .values()
                .stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    private void topic(String name, Map<String, String> configs) {
        kafka.admin(admin -> admin.createTopics(List.of(new NewTopic(name, 1, (short) 1).configs(configs)))
                .all());
    }

    private void send(String route, String body) {
        try (KafkaProbe probe = new KafkaProbe(kafka.bootstrap(), route + "-in")) {
            probe.send(List.of(Event.of(body.getBytes(StandardCharsets.UTF_8))));
        }
    }

    private List<String> bodies(String topic) {
        try (KafkaProbe probe = new KafkaProbe(kafka.bootstrap(), topic)) {
            return probe.receive(1, SOON).stream()
                    .map(event -> event.body().toString())
                    .toList();
        }
    }
}
