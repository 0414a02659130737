package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import routes.brokers.Amqp;
import routes.brokers.AmqpProbe;
import routes.brokers.EmbeddedKafka;
import routes.brokers.EventBook;
import routes.brokers.HubProcess;
import routes.brokers.KafkaProbe;
import routes.brokers.Probe;

/**
 * The hub is ended as by a power cut, at a moment left to chance, in the middle of 2,000 events a second, and started again.
 *
 * <p>{@code -Dkill.trials=10} says how often, {@code -Dkill.seed} repeats what chance gave before.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillIT {

    private static final int TRIALS = Integer.getInteger("kill.trials", 2);
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
    private static final int EVENTS = 6_000;
    private static final int IN_FLIGHT = 200;

    /** What README promises for a Kafka source: ten times the bound taken and not committed, and the poll that went over it. */
    private static final int MOST_REPEATED_BY_KAFKA = 10 * IN_FLIGHT + 500;

    /** And for RabbitMQ: what was delivered and not acknowledged. */
    private static final int MOST_REPEATED_BY_RABBITMQ = IN_FLIGHT;

    @TempDir
    private Path home;

    private EmbeddedKafka kafka;
    private Amqp amqp;

    @BeforeAll
    void startBrokers() {
        kafka = EmbeddedKafka.start();
        amqp = Amqp.start();
        kafka.createTopic("dead", 1);
    }

    @AfterAll
    void stopBrokers() {
        amqp.close();
        kafka.close();
    }

    @Test
    void losesNothingFromKafkaToRabbitWhenKilled() {
        // given
        kafka.createTopic("orders", 4);
        amqp.createQueue("billing");
        route("kafka: { topic: orders }", "rabbitmq: { queue: billing }");
        // when
        List<Trial> trials = trials(new KafkaProbe(kafka.bootstrap(), "orders"), AmqpProbe.ofQueue(amqp, "billing"));
        // then
        print("Kafka -> RabbitMQ", trials);
        assertThat(trials).allSatisfy(trial -> trial.lostNothing(MOST_REPEATED_BY_KAFKA));
    }

    @Test
    void losesNothingFromRabbitToKafkaWhenKilled() {
        // given
        amqp.createQueue("payments");
        kafka.createTopic("ledger", 4);
        route("rabbitmq: { queue: payments }", "kafka: { topic: ledger }");
        // when
        List<Trial> trials = trials(AmqpProbe.ofQueue(amqp, "payments"), new KafkaProbe(kafka.bootstrap(), "ledger"));
        // then
        print("RabbitMQ -> Kafka", trials);
        assertThat(trials).allSatisfy(trial -> trial.lostNothing(MOST_REPEATED_BY_RABBITMQ));
    }

    private void route(String from, String to) {
        new WrittenHome(home)
                .with("hub.yaml", WrittenHome.connections(kafka, amqp))
                .with("routes/trial.yaml", """
                routes:
                  trial:
                    from: { %s }
                    to: { %s }
                    deadLetter: { kafka: { topic: dead } }
                    inFlight: { events: %d }
                """.formatted(from, to, IN_FLIGHT));
    }

    private List<Trial> trials(Probe source, Probe target) {
        List<Trial> trials = new ArrayList<>();
        try (source;
                Collector collector = Collector.at(target);
                HubProcess hub = HubProcess.start(home, Map.of()).awaitReady()) {
            for (int i = 0; i < TRIALS; i++) {
                Trial trial = trial(SEED + i, hub, source, collector);
                System.out.println(trial);
                trials.add(trial);
            }
        }
        return trials;
    }

    /** The moment is a number of events that were sent, so that it is in the middle however fast the machine is. */
    private static Trial trial(long seed, HubProcess hub, Probe source, Collector collector) {
        collector.forget();
        await("the route")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(hub.metric("hub_route_up")).hasValue(1));
        EventBook book = new EventBook("kill-" + seed, 50, seed);
        int moment = 1_000 + new Random(seed).nextInt(EVENTS / 2);
        SteadyLoad load = SteadyLoad.start(book, source, EVENTS, 2_000);
        await("the moment to kill")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> load.sent() >= moment && collector.count() > 0);
        hub.kill9();
        int sent = load.sent();
        long killed = System.nanoTime();
        collector.awaitQuiet(Duration.ofMillis(300));
        int before = collector.count();
        hub.restart();
        await("the hub to go on")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> collector.count() > before);
        Duration resumed = Duration.ofNanos(System.nanoTime() - killed);
        load.awaitEnd();
        return new Trial(seed, EVENTS, sent, before, collector.awaitAll(book, Duration.ofSeconds(60)), resumed);
    }

    /**
     * @param sent how many events had been sent when the hub was killed
     * @param before how many events had arrived when the hub was dead
     * @param resumed from the kill to the first event after it
     */
    private record Trial(long seed, int events, int sent, int before, EventBook.Findings findings, Duration resumed) {

        void lostNothing(int mostRepeated) {
            assertThat(sent).as("sent before the kill").isLessThan(events);
            assertThat(before).as("arrived before the kill").isPositive().isLessThan(events);
            assertThat(findings.nothingLost()).as(findings.toString()).isTrue();
            assertThat(findings.duplicates()).hasSizeLessThanOrEqualTo(mostRepeated);
            assertThat(resumed).as("time to resume").isLessThan(Duration.ofSeconds(30));
        }

        int lost() {
            return findings.missing().size();
        }

        int duplicates() {
            return findings.duplicates().size();
        }

        @Override
        public String toString() {
            return "seed %d: killed when %d of %d were sent, %d had arrived; lost %d, duplicates %d, resumed after %d ms"
                    .formatted(seed, sent, events, before, lost(), duplicates(), resumed.toMillis());
        }
    }

    private static void print(String direction, List<Trial> trials) {
        System.out.println("| direction | trials | events | lost | duplicates most | mean | resumed most | mean |");
        System.out.printf(
                "| %s | %d | %d | %d | %d | %.0f | %d ms | %.0f ms |%n",
                direction,
                trials.size(),
                trials.stream().mapToInt(Trial::events).sum(),
                trials.stream().mapToInt(Trial::lost).sum(),
                trials.stream().mapToInt(Trial::duplicates).max().orElse(0),
                trials.stream().mapToInt(Trial::duplicates).average().orElse(0),
                trials.stream()
                        .mapToLong(trial -> trial.resumed().toMillis())
                        .max()
                        .orElse(0),
                trials.stream()
                        .mapToLong(trial -> trial.resumed().toMillis())
                        .average()
                        .orElse(0));
    }
}
