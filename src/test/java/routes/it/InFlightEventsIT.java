package routes.it;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.rabbitmq.client.AMQP;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Headers;
import routes.testkit.AmqpProbe;
import routes.testkit.EmbeddedKafka;
import routes.testkit.HubProcess;
import routes.testkit.KafkaProbe;
import routes.testkit.RealRabbit;
import routes.testkit.TestHome;

/** Two replicas, and events that do not get on: an operator asks the replica that does not have them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InFlightEventsIT {

    private static final Duration SOON = Duration.ofSeconds(45);

    private final List<AutoCloseable> open = new ArrayList<>();
    private Path state;
    private EmbeddedKafka kafka;
    private RealRabbit rabbit;
    private List<HubProcess> hubs;

    @BeforeAll
    void startAll(@TempDir Path folder) {
        Assumptions.assumeTrue(RealRabbit.isInstalled(), "RabbitMQ is installed");
        state = folder.resolve("state");
        rabbit = opened(RealRabbit.start());
        kafka = opened(EmbeddedKafka.start());
        Stream.of("orders-in", "xml-in", "fan-in", "dead-orders", "dead-xml", "dead-returns", "fan-fast")
                .forEach(topic -> kafka.createTopic(topic, 1));
        Stream.of("returns-in", "good", "xml-out").forEach(rabbit::createQueue);
        rabbit.arrange(channel -> {
            channel.exchangeDeclare("sorted", "direct", true);
            channel.queueDeclare("full", true, false, false, Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
            channel.queueBind("good", "sorted", "good");
            channel.queueBind("full", "sorted", "full");
            channel.basicPublish("sorted", "full", null, new byte[] {1});
        });
        TestHome home = new TestHome(folder.resolve("hub"))
                .with("hub.yaml", TestHome.connections(kafka, rabbit) + """
                        defaults:
                          deadLetter: { kafka: { topic: dead-orders } }
                          retry: { attempts: 1000, backoff: 100ms..300ms, problemAfter: 2s }
                        """)
                .with("routes/all.yaml", """
                        routes:
                          orders:
                            from: { kafka: { topic: orders-in } }
                            to: { rabbitmq: { exchange: sorted, routingKey: "${.kind}" } }
                          returns:
                            from: { rabbitmq: { queue: returns-in } }
                            to: { rabbitmq: { exchange: sorted, routingKey: "${.kind}" } }
                            deadLetter: { kafka: { topic: dead-returns } }
                          markup:
                            from: { kafka: { topic: xml-in } }
                            steps:
                              - filter:
                                  xpath: if (name(/*) = 'endless') then every $i in 1 to 2000000000, $j in 1 to 2000000000 satisfies $i + $j > 0 else true()
                            to: { rabbitmq: { queue: xml-out } }
                            deadLetter: { kafka: { topic: dead-xml } }
                          fan:
                            from: { kafka: { topic: fan-in } }
                            to:
                              - kafka: { topic: fan-fast }
                              - rabbitmq: { exchange: sorted, routingKey: full }
                            retry: { attempts: 1000, backoff: 1s..1s, problemAfter: 1h }
                            order: none
                            inFlight: { events: 20 }
                        """);
        Map<String, String> shared = Map.of("HUB_STATE", state.toString(), "HUB_SLOW_STEP", "2s");
        hubs = List.of(opened(HubProcess.start(home.path(), shared)), opened(HubProcess.start(home.path(), shared)));
        hubs.forEach(hub -> {
            hub.awaitReady();
            Stream.of("orders", "returns", "markup", "fan")
                    .forEach(route -> hub.operator().awaitState(route, "up"));
        });
    }

    private <T extends AutoCloseable> T opened(T started) {
        open.add(0, started);
        return started;
    }

    @AfterAll
    void stopAll() throws Exception {
        for (AutoCloseable closed : open) {
            closed.close();
        }
    }

    private static Event event(String key, String body) {
        return new Event(Bytes.ofText(body), Bytes.ofText(key), Headers.none());
    }

    private static JsonPath inFlight(HubProcess hub, String route) {
        return given().get(hub.api() + "/routes/" + route + "/in-flight")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The replica that lists such an event, once one does. */
    private HubProcess holder(String route, String where, String position) {
        return await(route)
                .atMost(SOON)
                .until(
                        () -> hubs.stream()
                                .filter(hub -> holds(hub, route, where, position))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static boolean holds(HubProcess hub, String route, String where, String position) {
        JsonPath list = inFlight(hub, route);
        return list.getInt("total") > 0
                && list.getList("events.where", String.class).contains(where)
                && list.getString("events[0].position").contains(position);
    }

    private HubProcess otherThan(HubProcess one) {
        return hubs.stream().filter(hub -> hub != one).findFirst().orElseThrow();
    }

    private void awaitNoOrders() {
        await("the order is forgotten").atMost(SOON).until(() -> {
            try (Stream<Path> files = Files.list(state.resolve("orders"))) {
                return files.findAny().isEmpty();
            }
        });
    }

    private static Optional<String> header(Event letter, String name) {
        return letter.headers().text("hub-dead-letter-" + name);
    }

    @Test
    void givesUpAnEventOfKafkaThatAnotherReplicaHas() {
        try (KafkaProbe source = new KafkaProbe(kafka.bootstrap(), "orders-in");
                KafkaProbe dead = new KafkaProbe(kafka.bootstrap(), "dead-orders");
                AmqpProbe good = AmqpProbe.ofQueue(rabbit, "good")) {
            // given
            source.send(List.of(event("ada", "{\"kind\":\"full\"}"), event("ada", "{\"kind\":\"good\"}")));
            HubProcess holder = holder("orders", "retrying", "orders-in-0@0");
            holder.operator().awaitState("orders", "delayed");
            // then
            JsonPath list = inFlight(holder, "orders");
            assertThat(list.getInt("total")).isEqualTo(2);
            assertThat(list.getString("events[0].id")).isEqualTo("orders-in-0@0");
            assertThat(list.getString("events[0].key")).isEqualTo("ada");
            assertThat(list.getInt("events[0].attempts")).isPositive();
            assertThat(list.getString("events[0].lastAnswer")).contains("is a queue full?");
            assertThat(list.getString("events[0].at")).isEqualTo("rabbitmq:sorted");
            assertThat(list.getString("events[1].where")).isEqualTo("queued");
            assertThat(holder.operator().list("orders", "problems"))
                    .singleElement()
                    .asString()
                    .contains("rabbitmq:sorted has refused the event orders-in-0@0 since")
                    .contains("POST /api/v1/routes/orders/in-flight/orders-in-0@0/dead-letter");
            assertThat(holder.metric("hub_route_up", "route", "orders")).hasValue(1);
            assertThat(holder.metric("hub_oldest_event_age_seconds", "route", "orders")
                            .orElseThrow())
                    .isGreaterThan(1);
            // when
            given().post(otherThan(holder).api() + "/routes/orders/in-flight/orders-in-0@0/dead-letter?reason=poison")
                    .then()
                    .statusCode(202)
                    .body("event", equalTo("orders-in-0@0"))
                    .body("status", nullValue());
            // then
            Event letter = dead.receive(1, SOON).get(0);
            assertThat(header(letter, "reason")).contains("operator");
            assertThat(header(letter, "position")).contains("orders-in-0@0");
            assertThat(header(letter, "detail"))
                    .hasValueSatisfying(detail -> assertThat(detail).contains(": poison; "));
            assertThat(good.receive(1, SOON).get(0).body()).hasToString("{\"kind\":\"good\"}");
            awaitNoOrders();
            holder.operator().awaitState("orders", "up");
            await().atMost(SOON)
                    .until(() -> holder.metric("hub_oldest_event_age_seconds", "route", "orders")
                                    .orElse(1)
                            == 0);
            assertThat(holder.operator().logged("A target refuses an event again and again", "orders"))
                    .isEqualTo(1);
            assertThat(holder.operator().logged("No event is refused for too long any more", "orders"))
                    .isEqualTo(1);
            assertThat(holder.metric("hub_dead_letters_total", "route", "orders", "reason", "operator"))
                    .hasValue(1);
        }
    }

    @Test
    void givesUpAMessageOfRabbitWhateverItsIdIs() {
        String odd = "a/b c%d~é?#..";
        rabbit.arrange(channel -> channel.basicPublish(
                "",
                "returns-in",
                new AMQP.BasicProperties.Builder().messageId(odd).build(),
                "{\"kind\":\"full\"}".getBytes(StandardCharsets.UTF_8)));
        HubProcess holder = holder("returns", "retrying", "returns-in@");
        String id = inFlight(holder, "returns").getString("events[0].id");
        assertThat(id).isEqualTo("returns-in@a~2Fb~20c~25d~7E~C3~A9~3F~23..");
        // when
        given().post(otherThan(holder).api() + "/routes/returns/in-flight/" + id + "/dead-letter?reason=odd")
                .then()
                .statusCode(202);
        // then
        try (KafkaProbe dead = new KafkaProbe(kafka.bootstrap(), "dead-returns")) {
            assertThat(header(dead.receive(1, SOON).get(0), "position")).contains("returns-in@" + odd);
        }
        awaitNoOrders();
    }

    @Test
    void endsAStepThatWouldNotEndAndGoesOnWithTheEventsBehindIt() {
        try (KafkaProbe source = new KafkaProbe(kafka.bootstrap(), "xml-in");
                KafkaProbe dead = new KafkaProbe(kafka.bootstrap(), "dead-xml");
                AmqpProbe out = AmqpProbe.ofQueue(rabbit, "xml-out")) {
            // given
            source.send(List.of(event("a", "<endless/>"), event("b", "<fine/>")));
            HubProcess holder = holder("markup", "in-step", "xml-in-0@0");
            holder.operator().awaitState("markup", "delayed");
            assertThat(holder.operator().list("markup", "problems"))
                    .singleElement()
                    .asString()
                    .contains("steps[0].filter has been working on the event xml-in-0@0 since");
            assertThat(holder.operator().logged("A step does not finish with an event", "markup"))
                    .isEqualTo(1);
            assertThat(holder.operator().state("orders")).isIn("up", "delayed");
            // when
            given().post(otherThan(holder).api() + "/routes/markup/in-flight/xml-in-0@0/dead-letter?reason=endless")
                    .then()
                    .statusCode(202);
            // then
            Event letter = dead.receive(1, SOON).get(0);
            assertThat(header(letter, "reason")).contains("operator");
            assertThat(header(letter, "at")).contains("steps[0].filter");
            assertThat(out.receive(1, SOON).get(0).body()).hasToString("<fine/>");
            holder.operator().awaitState("markup", "up");
            awaitNoOrders();
        }
    }

    @Test
    void namesTheTargetThatSlowsDownTheOthers() {
        try (KafkaProbe source = new KafkaProbe(kafka.bootstrap(), "fan-in")) {
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                events.add(event("k" + i, "{}"));
            }
            source.send(events);
            await().atMost(SOON)
                    .until(() -> hubs.stream()
                            .flatMap(hub -> hub.operator().list("fan", "problems").stream())
                            .anyMatch(
                                    problem -> problem.startsWith("rabbitmq:sorted is slower than the other targets")));
        }
    }

    @Test
    void refusesWhatMakesNoSense() throws IOException {
        String api = hubs.get(0).api() + "/routes/";
        given().get(api + "nothing/in-flight").then().statusCode(404);
        given().get(api + "orders/in-flight?limit=0")
                .then()
                .statusCode(400)
                .body("detail", containsString("from 1 to 1000"));
        given().post(api + "orders/in-flight/a@1/dead-letter")
                .then()
                .statusCode(400)
                .body("detail", containsString("'reason' is required"));
        given().post(api + "nothing/in-flight/a@1/dead-letter?reason=x").then().statusCode(404);
    }
}
