package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import routes.brokers.AmqpProbe;
import routes.brokers.EmbeddedKafka;
import routes.brokers.EventBook;
import routes.brokers.KafkaProbe;
import routes.brokers.Probe;
import routes.brokers.RealRabbit;
import routes.definition.RouteStatus;

/**
 * RabbitMQ is out of memory: it keeps its connections and reads nothing from who publishes. Meanwhile the hub must stay a
 * good member of its consumer group, alone and when others join and leave.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlockedRabbitIT {

    private static final Duration SOON = Duration.ofSeconds(45);
    private static final int IN_FLIGHT = 300;

    /** Kafka takes a member for dead that does not poll for so long. */
    private static final Duration POLL = Duration.ofSeconds(8);

    /** By README, for each time that partitions move while nothing can be finished. */
    private static final int MOST_REPEATED = 10 * IN_FLIGHT + 500;

    @TempDir
    private static Path home;

    private EmbeddedKafka kafka;
    private RealRabbit rabbit;
    private HubInThisJvm hub;
    private long written;

    @BeforeAll
    void startAll() {
        Assumptions.assumeTrue(RealRabbit.isInstalled(), "RabbitMQ is installed");
        kafka = EmbeddedKafka.start();
        rabbit = RealRabbit.start();
        kafka.createTopic("orders", 4);
        kafka.createTopic("dead", 1);
        rabbit.createQueue("billing");
        hub = HubInThisJvm.start(home, Map.of("hub.yaml", """
                        connections:
                          kafka:
                            kafka: { brokers: "%s", options: { max.poll.interval.ms: "%d" } }
                          rabbit: { rabbitmq: { addresses: "%s" } }
                        """.formatted(kafka.bootstrap(), POLL.toMillis(), rabbit.address()), "routes/orders.yaml", """
                        routes:
                          orders:
                            from: { kafka: { topic: orders } }
                            to: { rabbitmq: { queue: billing } }
                            deadLetter: { kafka: { topic: dead } }
                            inFlight: { events: %d }
                        """.formatted(IN_FLIGHT)));
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
    void holdsItsEventsUntilTheAlarmIsOver() {
        // given
        EventBook book = new EventBook("alarm", 500, 1);
        try (Probe source = new KafkaProbe(kafka.bootstrap(), "orders");
                Collector billing = Collector.at(AmqpProbe.ofQueue(rabbit, "billing"))) {
            SteadyLoad load = SteadyLoad.start(book, source, 3_000, 400);
            awaitMore(billing);
            long rebalances = kafka.rebalances();
            // when
            rabbit.raiseAlarm();
            awaitHeldAndFull(hub);
            // then
            await("nothing but the hold, longer than a poll may take")
                    .atMost(POLL.plusSeconds(6))
                    .during(POLL.plusSeconds(1))
                    .untilAsserted(() -> {
                        assertThat(hub.route("orders").state()).isEqualTo(RouteStatus.State.HELD);
                        assertThat(kafka.rebalances()).isEqualTo(rebalances);
                    });
            rabbit.clearAlarm();
            load.awaitEnd();
            EventBook.Findings findings = billing.awaitAll(book, SOON);
            assertThat(findings.nothingLost()).as(findings.toString()).isTrue();
            assertThat(findings.duplicates()).hasSizeLessThanOrEqualTo(IN_FLIGHT);
            assertThat(kafka.rebalances()).isEqualTo(rebalances);
        }
        assertAllAcknowledged(book);
    }

    @Test
    void losesNothingWhileAnotherHubJoinsAndLeavesDuringTheHold() {
        // given
        EventBook book = new EventBook("rebalance", 500, 2);
        try (Probe source = new KafkaProbe(kafka.bootstrap(), "orders");
                Collector billing = Collector.at(AmqpProbe.ofQueue(rabbit, "billing"))) {
            SteadyLoad load = SteadyLoad.start(book, source, 6_000, 400);
            awaitMore(billing);
            rabbit.raiseAlarm();
            awaitHeldAndFull(hub);
            // when
            long joined;
            try (HubInThisJvm other = HubInThisJvm.join(home, Duration.ofSeconds(1))) {
                awaitHeldAndFull(other);
                joined = kafka.rebalances();
                await("no further rebalance")
                        .atMost(Duration.ofSeconds(10))
                        .during(Duration.ofSeconds(2))
                        .until(() -> kafka.rebalances() == joined);
            }
            await("the partitions of the other").atMost(SOON).until(() -> kafka.rebalances() > joined);
            rabbit.clearAlarm();
            load.awaitEnd();
            // then
            EventBook.Findings findings = billing.awaitAll(book, SOON);
            assertThat(findings.nothingLost()).as(findings.toString()).isTrue();
            assertThat(findings.duplicates()).hasSizeLessThan(2 * MOST_REPEATED);
        }
        assertAllAcknowledged(book);
    }

    private static void awaitMore(Collector collector) {
        int before = collector.count();
        await("events").atMost(SOON).until(() -> collector.count() > before + 200);
    }

    private static void awaitHeldAndFull(HubInThisJvm hub) {
        await("the hold").atMost(SOON).untilAsserted(() -> {
            assertThat(hub.route("orders").problems()).anyMatch(problem -> problem.contains("takes nothing now"));
            assertThat(hub.route("orders").inFlight()).isGreaterThanOrEqualTo(IN_FLIGHT);
        });
    }

    private void assertAllAcknowledged(EventBook book) {
        written += book.size();
        await("the end of all that was taken").atMost(SOON).untilAsserted(() -> {
            assertThat(hub.route("orders").inFlight()).isZero();
            assertThat(hub.route("orders").state()).isEqualTo(RouteStatus.State.UP);
            assertThat(committed()).isEqualTo(written);
        });
        assertThat(hub.route("orders").outcomes()).containsEntry("dead_lettered", 0L);
    }

    /** By the group, over all partitions. */
    private long committed() {
        return kafka
                .admin(admin -> admin.listConsumerGroupOffsets("orders").partitionsToOffsetAndMetadata())
                .values()
                .stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }
}
