package routes.it;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ConsumerGroupListing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Headers;
import routes.testkit.Amqp;
import routes.testkit.AmqpProbe;
import routes.testkit.EmbeddedKafka;
import routes.testkit.HubInThisJvm;
import routes.testkit.KafkaProbe;
import routes.testkit.Probe;
import routes.testkit.TestHome;

/**
 * Groups, exchanges, routing keys and queues may have any name, also one that means something in an address, to Camel or to
 * the hub: the brokers get it letter by letter. (Topics of Kafka and names at AWS have no such letters.)
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OddNamesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> NAMES = List.of(
            "%",
            "%41", "%2541", "a+b", "a&events=1", "a?b", "a#b", "#bean", "a b", "ä", "RAW(x)", "{{x}}", "a:b;c", "\\");

    private EmbeddedKafka kafka;
    private Amqp amqp;

    @BeforeAll
    void startBoth() {
        amqp = Amqp.start();
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    void stopBoth() {
        amqp.close();
        kafka.close();
    }

    @Test
    void reachTheBrokersAsTheyAreWritten(@TempDir Path home) {
        // given
        kafka.createTopic("in", 1);
        kafka.createTopic("dead", 1);
        NAMES.forEach(this::make);
        String routes = IntStream.range(0, NAMES.size())
                .mapToObj(number -> routes(number, NAMES.get(number)))
                .collect(joining("", "routes:\n", ""));
        String hubYaml = TestHome.connections(kafka, amqp) + "defaults: { deadLetter: { kafka: { topic: dead } } }\n";
        Event event = new Event(Bytes.ofText("body"), Bytes.ofText("key"), Headers.received(List.of()));
        // when
        try (HubInThisJvm hub = HubInThisJvm.start(home, Map.of("hub.yaml", hubYaml, "routes/odd.yaml", routes));
                Probe sender = new KafkaProbe(kafka.bootstrap(), "in")) {
            sender.send(List.of(event));
            // then
            assertThat(NAMES).allSatisfy(this::assertArrived);
            hub.assertAllUp();
        }
        assertThat(kafka.admin(admin -> admin.listConsumerGroups().all()).stream()
                        .map(ConsumerGroupListing::groupId))
                .containsExactlyInAnyOrderElementsOf(NAMES);
    }

    private void make(String name) {
        amqp.createQueue(name);
        amqp.createQueue(name + " copy");
        amqp.arrange(channel -> {
            channel.exchangeDeclare(name, "direct", true);
            channel.queueBind(name, name, name);
        });
    }

    /** One after the other: through the group and the exchange into the queue, and on into another queue. */
    private static String routes(int number, String name) {
        return """
                  to-exchange-%1$d:
                    from: { kafka: { topic: in, group: '%2$s' } }
                    to: { rabbitmq: { exchange: '%2$s', routingKey: '%2$s' } }
                  to-queue-%1$d:
                    from: { rabbitmq: { queue: '%2$s' } }
                    to: { rabbitmq: { queue: '%2$s copy' } }
                """.formatted(number, name);
    }

    private void assertArrived(String name) {
        try (Probe receiver = AmqpProbe.ofQueue(amqp, name + " copy")) {
            assertThat(receiver.receive(1, PATIENCE))
                    .extracting(event -> event.body().toString())
                    .containsExactly("body");
        }
    }
}
