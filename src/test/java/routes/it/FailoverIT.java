package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import routes.control.RouteStatus;
import routes.testkit.Collector;
import routes.testkit.EmbeddedKafka;
import routes.testkit.EventLedger;
import routes.testkit.HubInThisJvm;
import routes.testkit.KafkaProbe;
import routes.testkit.Probe;
import routes.testkit.SteadyLoad;

/** Brokers of a Kafka cluster go away and come back while the hub reads from it and writes to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverIT {

    private static final Duration SOON = Duration.ofSeconds(45);
    private static final int IN_FLIGHT = 1_000;

    /** What the guarantees promise where a member of the group is lost; an orderly failover should stay far below it. */
    private static final int MOST_REPEATED = 10 * IN_FLIGHT + 500;

    private EmbeddedKafka kafka;
    private HubInThisJvm hub;

    @BeforeAll
    void startAll(@TempDir Path home) {
        kafka = EmbeddedKafka.cluster(3);
        kafka.createTopic("orders", 4);
        kafka.createTopic("copies", 6);
        kafka.createTopic("payments", 4);
        kafka.createTopic("ledger", List.of(0, 1));
        kafka.createTopic("dead", 1);
        // A record for the ledger is given up after 3 s; the pause after that is long enough for its broker to come
        // back.
        hub = HubInThisJvm.start(
                home, Map.of("hub.yaml", """
                        connections:
                          kafka: { kafka: { brokers: "%1$s" } }
                          hasty:
                            kafka:
                              brokers: "%1$s"
                              options: { request.timeout.ms: "2000", delivery.timeout.ms: "3000" }
                        defaults:
                          deadLetter: { kafka: { connection: kafka, topic: dead } }
                          inFlight: { events: %2$d }
                        """.formatted(kafka.bootstrap(), IN_FLIGHT), "routes/failover.yaml", """
                        routes:
                          orders:
                            from: { kafka: { connection: kafka, topic: orders } }
                            to: { kafka: { connection: kafka, topic: copies } }
                          payments:
                            from: { kafka: { connection: kafka, topic: payments } }
                            to: { kafka: { connection: hasty, topic: ledger } }
                            retry: { backoff: 4s..4s, jitter: 0 }
                        """));
    }

    @AfterAll
    void stopAll() {
        if (hub != null) {
            hub.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    /**
     * Once its leader is alone, the partition of the ledger takes nothing, and the client gives up what waited for too long:
     * what waits behind it must not arrive first. The copies have a replica more and go on.
     */
    @Test
    void losesNothingAndKeepsTheOrderWhileTheLeadersOfItsTargetsGoAndComeBack() {
        // given
        EventLedger orders = new EventLedger("orders", 50, 1);
        EventLedger payments = new EventLedger("payments", 50, 2);
        try (Probe orderSource = new KafkaProbe(kafka.bootstrap(), "orders");
                Probe paymentSource = new KafkaProbe(kafka.bootstrap(), "payments");
                Collector copies = Collector.at(new KafkaProbe(kafka.bootstrap(), "copies"));
                Collector ledger = Collector.at(new KafkaProbe(kafka.bootstrap(), "ledger"))) {
            SteadyLoad orderLoad = SteadyLoad.start(orders, orderSource, 300);
            SteadyLoad paymentLoad = SteadyLoad.start(payments, paymentSource, 150);
            awaitMore(copies);
            awaitMore(ledger);
            // when
            stopLeaderUntil(() -> assertThat(hub.route("payments").problems())
                    .anyMatch(problem -> problem.contains("topic 'ledger': Expiring")));
            int before = copies.count();
            stopLeaderUntil(() -> assertThat(copies.count()).isGreaterThan(before + 200));
            orderLoad.end(SOON);
            paymentLoad.end(SOON);
            // then
            assertNothingLost(copies.awaitAll(orders, SOON));
            assertNothingLost(ledger.awaitAll(payments, SOON));
        }
        assertNoDeadLetter("orders", orders);
        assertNoDeadLetter("payments", payments);
    }

    /** The leader of the ledger leads a partition of the copies, too. */
    private void stopLeaderUntil(ThrowingRunnable effect) {
        int leader = kafka.leader("ledger", 0);
        kafka.stopBroker(leader);
        await("the effect of the fault").atMost(SOON).untilAsserted(effect);
        assertThat(kafka.leader("ledger", 0)).isNotEqualTo(leader);
        kafka.startBroker(leader);
        await("its replicas").atMost(SOON).until(() -> kafka.isInSync("ledger") && kafka.isInSync("copies"));
    }

    private static void assertNothingLost(EventLedger.Findings findings) {
        assertThat(findings.nothingLost()).as(findings.toString()).isTrue();
        assertThat(findings.duplicates()).hasSizeLessThan(MOST_REPEATED);
    }

    private static void awaitMore(Collector collector) {
        int before = collector.count();
        await("events").atMost(SOON).until(() -> collector.count() > before + 200);
    }

    private void assertNoDeadLetter(String route, EventLedger book) {
        RouteStatus status = hub.awaitEnded(route, book.size());
        assertThat(status.outcomes()).containsEntry("dead_lettered", 0L);
        assertThat(status.state()).isEqualTo(RouteStatus.State.UP);
    }
}
