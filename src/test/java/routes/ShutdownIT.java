package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.brokers.Amqp;
import routes.brokers.AmqpProbe;
import routes.brokers.EmbeddedKafka;
import routes.brokers.EventBook;
import routes.brokers.HubProcess;
import routes.brokers.KafkaProbe;
import routes.brokers.Probe;

/** What a rolling update does to the hub: it is asked to end under load, and another one goes on. */
class ShutdownIT {

    private static final int EVENTS = 20_000;

    @TempDir
    private Path home;

    @Test
    void neitherLosesNorRepeatsAnythingWhenAskedToEndUnderLoad() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                Amqp amqp = Amqp.start()) {
            // given
            kafka.createTopic("orders", 4);
            kafka.createTopic("dead", 1);
            amqp.createQueue("billing");
            new WrittenHome(home)
                    .with("hub.yaml", WrittenHome.connections(kafka, amqp))
                    .with("routes/orders.yaml", """
                    routes:
                      orders:
                        from: { kafka: { topic: orders } }
                        to: { rabbitmq: { queue: billing } }
                        deadLetter: { kafka: { topic: dead } }
                    """);
            EventBook book = new EventBook("shutdown", 50, 1);
            try (Probe source = new KafkaProbe(kafka.bootstrap(), "orders");
                    Collector billing = Collector.at(AmqpProbe.ofQueue(amqp, "billing"));
                    HubProcess hub = HubProcess.start(home, Map.of()).awaitReady()) {
                SteadyLoad load = SteadyLoad.start(book, source, EVENTS, 2_000);
                await("the middle").atMost(Duration.ofSeconds(60)).until(() -> billing.count() > EVENTS / 10);
                // when
                Duration took = hub.terminate();
                // then
                assertThat(took).isLessThan(Duration.ofSeconds(30));
                billing.awaitQuiet(Duration.ofMillis(300));
                assertThat(billing.count()).isLessThan(EVENTS);
                hub.restart();
                load.awaitEnd();
                EventBook.Findings findings = billing.awaitAll(book, Duration.ofSeconds(60));
                assertThat(findings.isClean()).as(findings.toString()).isTrue();
            }
        }
    }
}
