package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import routes.testkit.Amqp;
import routes.testkit.AmqpProbe;
import routes.testkit.Collector;
import routes.testkit.EmbeddedKafka;
import routes.testkit.EventLedger;
import routes.testkit.HubProcess;
import routes.testkit.KafkaProbe;
import routes.testkit.Probe;
import routes.testkit.RealRabbit;
import routes.testkit.SteadyLoad;
import routes.testkit.TestHome;

/** What a rolling update does to the hub: it is asked to end under load, and another one goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShutdownIT {

    private static final int EVENTS = 20_000;
    private static final Duration DRAIN = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int IN_FLIGHT = 1_000;

    private EmbeddedKafka kafka;
    private Amqp amqp;
    private HubProcess hub;

    @BeforeAll
    void startAll(@TempDir Path home) {
        amqp = Amqp.start();
        kafka = EmbeddedKafka.start();
        kafka.createTopic("orders", 4);
        kafka.createTopic("news", 4);
        kafka.createTopic("dead", 1);
        amqp.createQueue("billing");
        amqp.createQueue("news");
        new TestHome(home)
                .with("hub.yaml", TestHome.connections(kafka, amqp) + """
                        defaults:
                          deadLetter: { kafka: { topic: dead } }
                          inFlight: { events: %d }
                          retry: { backoff: 100ms..1s }
                        """.formatted(IN_FLIGHT))
                .with("routes/orders.yaml", """
                        routes:
                          orders:
                            from: { kafka: { topic: orders } }
                            to: { rabbitmq: { queue: billing } }
                          news:
                            from: { kafka: { topic: news } }
                            to: { rabbitmq: { queue: news } }
                        """);
        hub = HubProcess.start(home, Map.of("HUB_DRAIN", DRAIN.toSeconds() + "s"))
                .awaitReady();
    }

    @AfterAll
    void stopAll() {
        if (hub != null) {
            hub.close();
        }
        if (amqp != null) {
            amqp.close();
        }
        kafka.close();
    }

    @Test
    void neitherLosesNorRepeatsAnythingWhenAskedToEndUnderLoad() {
        // given
        EventLedger book = new EventLedger("shutdown", 50, 1);
        try (Probe source = new KafkaProbe(kafka.bootstrap(), "orders");
                Collector billing = Collector.at(AmqpProbe.ofQueue(amqp, "billing"))) {
            SteadyLoad load = SteadyLoad.start(book, source, EVENTS, 2_000);
            awaitDelivered("orders", EVENTS / 10);
            // when
            Duration took = hub.terminate();
            // then
            assertThat(took).isLessThan(Duration.ofSeconds(30));
            billing.awaitQuiet(Duration.ofMillis(300));
            assertThat(billing.count()).isLessThan(EVENTS);
            hub.restart();
            load.awaitEnd(SOON);
            EventLedger.Findings findings = billing.awaitAll(book, SOON);
            assertThat(findings.isClean()).as(findings.toString()).isTrue();
        }
    }

    @Test
    void exitsInTimeWithoutLossWhenAskedToEndWhileItsBrokersAreOut() {
        Assumptions.assumeTrue(amqp.isRabbit(), "RabbitMQ is installed");
        RealRabbit rabbit = (RealRabbit) amqp;
        // given
        EventLedger book = new EventLedger("outage", 500, 2);
        try (Probe source = new KafkaProbe(kafka.bootstrap(), "news")) {
            SteadyLoad load = SteadyLoad.start(book, source, 1_000);
            awaitDelivered("news", 500);
            rabbit.kill9();
            await("the outage").atMost(SOON).untilAsserted(() -> {
                assertThat(hub.metric("hub_route_held", "route", "news", "target", "rabbitmq:news"))
                        .hasValue(1);
                assertThat(hub.metric("hub_events_in_flight", "route", "news").orElse(0))
                        .as("once full, it takes more when a quarter is free again")
                        .isGreaterThanOrEqualTo(IN_FLIGHT - IN_FLIGHT / 4);
            });
            load.end(SOON);
        }
        kafka.stop();
        // when
        Duration took = hub.terminate();
        // then
        assertThat(took).isBetween(DRAIN, DRAIN.plusSeconds(12));
        rabbit.restart();
        kafka.restart();
        hub.restart();
        try (Collector news = Collector.at(AmqpProbe.ofQueue(rabbit, "news"))) {
            EventLedger.Findings findings = news.awaitAll(book, SOON);
            assertThat(findings.nothingLost()).as(findings.toString()).isTrue();
            assertThat(findings.duplicates()).hasSizeLessThanOrEqualTo(10 * IN_FLIGHT + 500);
        }
        assertThat(hub.metric("hub_dead_letters_total", "route", "news").orElse(0))
                .isZero();
    }

    private void awaitDelivered(String route, int events) {
        await("the middle")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(hub.metric("hub_events_total", "route", route, "outcome", "delivered")
                                .orElse(0))
                        .isGreaterThan(events));
    }
}
