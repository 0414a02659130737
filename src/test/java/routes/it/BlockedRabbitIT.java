package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import routes.control.RouteStatus;
import routes.testkit.AmqpProbe;
import routes.testkit.Collector;
import routes.testkit.EmbeddedKafka;
import routes.testkit.EventLedger;
import routes.testkit.HubInThisJvm;
import routes.testkit.KafkaProbe;
import routes.testkit.Probe;
import routes.testkit.RealRabbit;
import routes.testkit.SteadyLoad;

/**
 * RabbitMQ is out of memory: it keeps its connections and reads nothing from who publishes. Meanwhile the hub must stay a
 * good member of its consumer group, alone and when others join and leave.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlockedRabbitIT {

    private static final Duration SOON = Duration.ofSeconds(45);
    private static final int IN_FLIGHT = 300;

    /** Kafka takes a member for dead that does not poll for so long. */
    private static final Duration POLL = Duration.ofSeconds(7);

    /** By the guarantees, for each time that partitions move while nothing can be finished. */
    private static final int MOST_REPEATED = 10 * IN_FLIGHT + 500;

    @TempDir
    private static Path home;

    private EmbeddedKafka kafka;
    private RealRabbit rabbit;
    private HubInThisJvm hub;

    @BeforeAll
    void startAll() {
        Assumptions.assumeTrue(RealRabbit.isInstalled(), "RabbitMQ is installed");
        rabbit = RealRabbit.start();
        kafka = EmbeddedKafka.start();
        kafka.createTopic("orders", 4);
        kafka.createTopic("dead", 1);
        rabbit.createQueue("billing");
        hub = HubInThisJvm.start(
                home,
                Map.of(
                        "hub.yaml",
                        """
                        connections:
                          kafka:
                            kafka: { brokers: "%s", options: { max.poll.interval.ms: "%d" } }
                          rabbit: { rabbitmq: { addresses: "%s" } }
                        """.formatted(kafka.bootstrap(), POLL.toMillis(), rabbit.address()),
                        "routes/orders.yaml",
                        """
                        routes:
                          orders:
                            from: { kafka: { topic: orders } }
                            to: { rabbitmq: { queue: billing } }
                            deadLetter: { kafka: { topic: dead } }
                            inFlight: { events: %d }
                            retry: { backoff: 100ms..1s }
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
    void staysInItsGroupAndLosesNothingUntilTheAlarmIsOver() {
        // given
        EventLedger book = new EventLedger("alarm", 500, 1);
        try (Probe source = new KafkaProbe(kafka.bootstrap(), "orders");
                Collector billing = Collector.at(AmqpProbe.ofQueue(rabbit, "billing"))) {
            SteadyLoad load = SteadyLoad.start(book, source, 100);
            await("some events").atMost(SOON).until(() -> billing.count() > 200);
            // when
            rabbit.raiseAlarm();
            awaitHeldAndFull(hub);
            awaitNoRebalance(POLL.plusSeconds(1), 1);
            long joined;
            try (HubInThisJvm other = HubInThisJvm.join(home, Duration.ofSeconds(1))) {
                awaitHeldAndFull(other);
                joined = awaitNoRebalance(Duration.ofSeconds(1), 2);
            }
            await("the partitions of the other").atMost(SOON).until(() -> kafka.rebalances() > joined);
            rabbit.clearAlarm();
            load.end(SOON);
            // then
            EventLedger.Findings findings = billing.awaitAll(book, Duration.ofMinutes(2));
            assertThat(findings.nothingLost()).as(findings.toString()).isTrue();
            assertThat(findings.duplicates()).hasSizeLessThan(2 * MOST_REPEATED);
        }
        await("the end of all that was taken").atMost(SOON).untilAsserted(() -> {
            assertThat(hub.route("orders").inFlight()).isZero();
            assertThat(hub.route("orders").state()).isEqualTo(RouteStatus.State.UP);
            assertThat(committed()).isEqualTo(book.size());
        });
        assertThat(hub.route("orders").outcomes()).containsEntry("dead_lettered", 0L);
    }

    /** Returns how many rebalances there had been. */
    private long awaitNoRebalance(Duration quiet, int members) {
        long before = kafka.rebalances();
        await("no rebalance for " + quiet)
                .atMost(quiet.plusSeconds(10))
                .during(quiet)
                .untilAsserted(() -> {
                    assertThat(hub.route("orders").state()).isEqualTo(RouteStatus.State.HELD);
                    assertThat(kafka.rebalances()).isEqualTo(before);
                });
        assertThat(members()).isEqualTo(members);
        return before;
    }

    private static void awaitHeldAndFull(HubInThisJvm hub) {
        await("the hold").atMost(SOON).untilAsserted(() -> {
            assertThat(hub.route("orders").problems()).anyMatch(problem -> problem.contains("has blocked publishing"));
            assertThat(hub.route("orders").inFlight()).isGreaterThanOrEqualTo(IN_FLIGHT);
        });
    }

    /** Who polls too late is none any more. */
    private int members() {
        return kafka.admin(
                        admin -> admin.describeConsumerGroups(List.of("orders")).all())
                .get("orders")
                .members()
                .size();
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
