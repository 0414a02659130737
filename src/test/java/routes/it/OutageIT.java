package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
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

/** A broker that the hub writes to goes away and comes back. Needs the real RabbitMQ, which keeps what it confirmed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageIT {

    private static final Duration SOON = Duration.ofSeconds(45);
    private static final Duration OUTAGE = Duration.ofSeconds(15);

    private EmbeddedKafka kafka;
    private RealRabbit rabbit;
    private HubProcess hub;

    @BeforeAll
    void startAll(@TempDir Path home) {
        Assumptions.assumeTrue(RealRabbit.isInstalled(), "RabbitMQ is installed");
        rabbit = RealRabbit.start();
        kafka = EmbeddedKafka.start();
        kafka.createTopic("orders", 2);
        kafka.createTopic("poison", 1);
        kafka.createTopic("news", 2);
        kafka.createTopic("news-copy", 2);
        kafka.createTopic("dead", 1);
        rabbit.createQueue("billing");
        rabbit.createQueue("graveyard");
        rabbit.createQueue("news");
        new TestHome(home)
                .with("hub.yaml", TestHome.connections(kafka, rabbit) + """
                        defaults:
                          deadLetter: { kafka: { topic: dead } }
                          retry: { attempts: 3, backoff: 100ms..2s }
                        """)
                .with("routes/outage.yaml", """
                        routes:
                          orders:
                            from: { kafka: { topic: orders } }
                            to: { rabbitmq: { queue: billing } }
                          poison:
                            from: { kafka: { topic: poison } }
                            steps:
                              - filter: .status != "test"
                            to: { kafka: { topic: news-copy } }
                            deadLetter: { rabbitmq: { queue: graveyard } }
                          news:
                            from: { kafka: { topic: news } }
                            to:
                              - kafka: { topic: news-copy }
                              - rabbitmq: { queue: news }
                        """);
        hub = HubProcess.start(home, Map.of()).awaitReady();
        await("the routes")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(hub.metric("hub_route_up")).hasValue(3));
    }

    @AfterAll
    void stopAll() {
        if (hub != null) {
            hub.close();
        }
        if (rabbit != null) {
            rabbit.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    @Test
    void holdsItsEventsWhileTheTargetIsDownAndGoesOnByItself() {
        // given
        EventLedger book = new EventLedger("orders", 50, 1);
        try (Probe source = new KafkaProbe(kafka.bootstrap(), "orders")) {
            SteadyLoad load = SteadyLoad.start(book, source, 8_000, 400);
            awaitDelivered("orders", "rabbitmq:billing", 500);
            // when
            rabbit.kill9();
            awaitHeld("orders", "rabbitmq:billing", 1);
            await("nothing but the outage")
                    .atMost(OUTAGE.plusSeconds(5))
                    .during(OUTAGE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        assertThat(hub.metric("hub_route_held", "route", "orders", "target", "rabbitmq:billing"))
                                .hasValue(1);
                        assertThat(hub.metric("hub_route_up", "route", "orders"))
                                .hasValue(0);
                    });
            rabbit.restart();
            load.awaitEnd(SOON);
        }
        // then
        try (Collector billing = Collector.at(AmqpProbe.ofQueue(rabbit, "billing"))) {
            EventLedger.Findings findings = billing.awaitAll(book, Duration.ofSeconds(60));
            assertThat(findings.nothingLost()).as(findings.toString()).isTrue();
        }
        awaitHeld("orders", "rabbitmq:billing", 0);
        assertThat(hub.metric("hub_dead_letters_total", "route", "orders")).hasValue(0);
        assertThat(hub.metric("hub_events_total", "route", "orders", "outcome", "delivered"))
                .hasValue(book.size());
    }

    @Test
    void acknowledgesNoPoisonBeforeTheDeadLetterHoldsIt() {
        // given
        rabbit.arrange(channel -> channel.queueDelete("graveyard"));
        EventLedger book = new EventLedger("poison", 20, 2);
        // when
        try (Probe source = new KafkaProbe(kafka.bootstrap(), "poison")) {
            source.send(book.write(300));
        }
        awaitHeld("poison", "rabbitmq:graveyard", 1);
        await("all of it in flight")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(hub.metric("hub_events_in_flight", "route", "poison"))
                        .hasValue(300));
        assertThat(committed("poison")).isZero();
        rabbit.createQueue("graveyard");
        // then
        try (Collector graveyard = Collector.at(AmqpProbe.ofQueue(rabbit, "graveyard"))) {
            EventLedger.Findings findings = graveyard.awaitAll(book, SOON);
            assertThat(findings.corrupt()).isEmpty();
            assertThat(findings.keyDiffers()).isEmpty();
            assertThat(findings.unexpected()).isEmpty();
            assertThat(findings.duplicates()).isEmpty();
        }
        assertThat(hub.metric("hub_dead_letters_total", "route", "poison", "reason", "parse"))
                .hasValue(300);
        await("the acknowledgement").atMost(SOON).until(() -> committed("poison") == 300);
    }

    @Test
    void retriesOnlyTheTargetThatIsOut() {
        // given
        EventLedger book = new EventLedger("news", 50, 3);
        try (Probe source = new KafkaProbe(kafka.bootstrap(), "news")) {
            SteadyLoad load = SteadyLoad.start(book, source, 3_000, 500);
            awaitDelivered("news", "rabbitmq:news", 300);
            // when
            rabbit.kill9();
            awaitHeld("news", "rabbitmq:news", 1);
            rabbit.restart();
            load.awaitEnd(SOON);
        }
        // then
        try (Collector copies = Collector.at(new KafkaProbe(kafka.bootstrap(), "news-copy"));
                Collector news = Collector.at(AmqpProbe.ofQueue(rabbit, "news"))) {
            EventLedger.Findings interrupted = news.awaitAll(book, Duration.ofSeconds(60));
            EventLedger.Findings copied = copies.awaitAll(book, SOON);
            assertThat(interrupted.nothingLost()).as(interrupted.toString()).isTrue();
            assertThat(copied.isClean()).as(copied.toString()).isTrue();
        }
        assertThat(hub.metric("hub_deliveries_total", "route", "news", "target", "kafka:news-copy"))
                .hasValue(book.size());
    }

    private void awaitDelivered(String route, String target, int events) {
        await("some events through " + route)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(hub.metric("hub_deliveries_total", "route", route, "target", target)
                                .orElse(0))
                        .isGreaterThan(events));
    }

    private void awaitHeld(String route, String target, int held) {
        await(target + " held: " + held)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(hub.metric("hub_route_held", "route", route, "target", target))
                        .hasValue(held));
    }

    /** The offset from which a new hub would go on. */
    private long committed(String group) {
        var offset = kafka.admin(admin -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .get(new TopicPartition(group, 0));
        return offset == null ? 0 : offset.offset();
    }
}
