package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import routes.event.Event;
import routes.testkit.Amqp;
import routes.testkit.AmqpProbe;
import routes.testkit.Collector;
import routes.testkit.EmbeddedKafka;
import routes.testkit.EventLedger;
import routes.testkit.HubProcess;
import routes.testkit.KafkaProbe;
import routes.testkit.SteadyLoad;
import routes.testkit.TestHome;

/** Two replicas that share their memory, and operators who halt routes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteControlIT {

    private static final Duration SOON = Duration.ofSeconds(45);

    /** Within this time all replicas do what one was told. */
    private static final Duration SHARED = Duration.ofSeconds(5);

    private final List<AutoCloseable> open = new ArrayList<>();
    private EmbeddedKafka kafka;
    private Amqp amqp;
    private HubProcess one;
    private HubProcess other;

    @BeforeAll
    void startAll(@TempDir Path folder) {
        amqp = opened(Amqp.start());
        kafka = opened(EmbeddedKafka.start());
        Stream.of("dead", "in", "back").forEach(topic -> kafka.createTopic(topic, 3));
        Stream.of("out", "in-queue", "steady").forEach(amqp::createQueue);
        TestHome home = new TestHome(folder.resolve("hub"))
                .with(
                        "hub.yaml",
                        TestHome.connections(kafka, amqp) + "defaults: { deadLetter: { kafka: { topic: dead } } }\n")
                .with("routes/orders.yaml", """
                        routes:
                          orders: { from: { kafka: { topic: in } }, to: { rabbitmq: { queue: out } } }
                          returns: { from: { rabbitmq: { queue: in-queue } }, to: { kafka: { topic: back } } }
                          steady: { from: { rabbitmq: { queue: steady } }, to: { kafka: { topic: back } } }
                        """);
        Map<String, String> shared = Map.of("HUB_STATE", folder.resolve("state").toString());
        one = opened(HubProcess.start(home.path(), shared));
        other = opened(HubProcess.start(home.path(), shared));
        Stream.of(one, other).forEach(hub -> {
            hub.awaitReady();
            hub.operator().awaitState("orders", "up");
            hub.operator().awaitState("returns", "up");
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

    private static Event event(String body) {
        return Event.of(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void haltsRoutesOnAllReplicasUntilTheyGoOn() {
        try (KafkaProbe orders = new KafkaProbe(kafka.bootstrap(), "in");
                AmqpProbe returns = AmqpProbe.ofQueue(amqp, "in-queue");
                AmqpProbe shipped = AmqpProbe.ofQueue(amqp, "out");
                KafkaProbe returned = new KafkaProbe(kafka.bootstrap(), "back")) {
            // when
            one.operator().order("orders", "pause");
            other.operator().order("returns", "stop");
            // then
            await().atMost(SHARED).until(() -> other.operator().state("orders").equals("paused"));
            await().atMost(SHARED).until(() -> one.operator().state("returns").equals("stopped"));
            Stream.of(one, other).forEach(RouteControlIT::awaitNothingInFlight);
            orders.send(List.of(event("1"), event("2"), event("3"), event("4"), event("5"), event("6")));
            returns.send(List.of(event("a"), event("b")));
            // when
            one.restart();
            other.restart().awaitReady();
            one.awaitReady();
            one.operator().awaitState("steady", "up");
            other.operator().awaitState("steady", "up");
            // then
            assertThat(List.of(one.operator().state("orders"), other.operator().state("orders")))
                    .containsOnly("paused");
            assertThat(List.of(one.operator().state("returns"), other.operator().state("returns")))
                    .containsOnly("stopped");
            assertThat(shipped.receive(1, Duration.ofSeconds(2))).isEmpty();
            assertThat(returned.receive(1, Duration.ofSeconds(2))).isEmpty();
            // when
            other.operator().order("orders", "resume");
            one.operator().order("returns", "start");
            // then
            await().atMost(SHARED).until(() -> !one.operator().state("orders").equals("paused"));
            await().atMost(SHARED)
                    .until(() -> !other.operator().state("returns").equals("stopped"));
            assertThat(bodies(shipped.receive(6, SOON))).containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
            assertThat(bodies(returned.receive(2, SOON))).containsExactlyInAnyOrder("a", "b");
        }
    }

    private static void awaitNothingInFlight(HubProcess hub) {
        Stream.of("orders", "returns")
                .forEach(route -> await().atMost(SOON)
                        .until(() -> hub.metric("hub_events_in_flight", "route", route)
                                        .orElse(1)
                                == 0));
    }

    private static List<String> bodies(List<Event> events) {
        return events.stream().map(event -> event.body().toString()).toList();
    }

    @Test
    void losesNothingHoweverOftenItIsHaltedUnderLoad() {
        EventLedger book = new EventLedger("orders", 20, 1);
        try (KafkaProbe source = new KafkaProbe(kafka.bootstrap(), "in");
                Collector arrived = Collector.at(AmqpProbe.ofQueue(amqp, "out"))) {
            SteadyLoad load = SteadyLoad.start(book, source, 200);
            // when
            for (String order : List.of("pause", "resume", "stop", "start", "restart", "pause", "start")) {
                one.operator().order("orders", order);
                String state = order.equals("pause") ? "paused" : order.equals("stop") ? "stopped" : "up";
                one.operator().awaitState("orders", state);
                other.operator().awaitState("orders", state);
            }
            load.end(SOON);
            // then
            EventLedger.Findings findings = arrived.awaitAll(book, SOON);
            assertThat(findings.nothingLost()).as(findings.toString()).isTrue();
        }
    }
}
