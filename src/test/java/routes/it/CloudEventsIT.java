package routes.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.GetResponse;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.event.Event;
import routes.testkit.Amqp;
import routes.testkit.AwsEmulator;
import routes.testkit.EmbeddedKafka;
import routes.testkit.EmbeddedSqs;
import routes.testkit.HubInThisJvm;
import routes.testkit.KafkaProbe;
import software.amazon.awssdk.services.sqs.model.Message;

/** An event of the SDK for Java, through the brokers and back: the SDK reads it after each direction and mode. */
class CloudEventsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final List<String> MODES = List.of("keep", "binary", "structured");
    private static final CloudEvent SENT = CloudEventBuilder.v1()
            .withId("1")
            .withSource(URI.create("/orders"))
            .withType("order.placed")
            .withTime(OffsetDateTime.parse("2026-01-02T03:04:05Z"))
            .withSubject("ü")
            .withExtension("region", "eu")
            .withData("application/json", "{\"total\":1.5}".getBytes(StandardCharsets.UTF_8))
            .build();

    private static EmbeddedKafka kafka;
    private static Amqp amqp;
    private static EmbeddedSqs sqs;

    @BeforeAll
    static void start() {
        amqp = Amqp.start();
        kafka = EmbeddedKafka.start();
        sqs = EmbeddedSqs.start();
        kafka.createTopic("in", 1);
        kafka.createTopic("dead", 1);
        for (String mode : MODES) {
            amqp.createQueue("r-" + mode);
            amqp.createQueue("seen-" + mode);
            sqs.createQueue("s-" + mode);
            sqs.createQueue("seen-" + mode);
            for (String back : MODES) {
                kafka.createTopic("from-r-" + mode + "-" + back, 1);
                kafka.createTopic("from-s-" + mode + "-" + back, 1);
            }
        }
    }

    @AfterAll
    static void stop() {
        sqs.close();
        kafka.close();
        amqp.close();
    }

    @Test
    void theSdkReadsAnEventAfterEachDirectionAndMode(@TempDir Path home) throws Exception {
        // given
        StringBuilder routes = new StringBuilder("routes:\n");
        for (String mode : MODES) {
            routes.append(there("rabbitmq", "r", mode)).append(there("sqs", "s", mode));
            routes.append(back("rabbitmq", "r", mode)).append(back("sqs", "s", mode));
        }
        Map<String, String> files = Map.of(
                "hub.yaml",
                """
                connections:
                  kafka: { kafka: { brokers: "%s" } }
                  rabbit: { rabbitmq: { addresses: "%s", username: %s, password: %s } }
                  aws: { aws: { region: %s, endpoint: "%s", accessKeyId: %s, secretAccessKey: %s } }
                defaults: { deadLetter: { kafka: { topic: dead } } }
                """.formatted(
                                kafka.bootstrap(),
                                amqp.address(),
                                amqp.username(),
                                amqp.password(),
                                AwsEmulator.REGION,
                                sqs.endpoint(),
                                AwsEmulator.ACCESS_KEY,
                                AwsEmulator.SECRET_KEY),
                "routes/r.yaml",
                routes.toString());
        try (HubInThisJvm hub = HubInThisJvm.start(home, files)) {
            // when
            send();
            // then
            for (String mode : MODES) {
                for (String back : MODES) {
                    for (String way : List.of("r", "s")) {
                        String topic = "from-" + way + "-" + mode + "-" + back;
                        try (KafkaProbe probe = new KafkaProbe(kafka.bootstrap(), topic)) {
                            List<Event> arrived = probe.receive(1, PATIENCE);
                            assertThat(arrived).as(topic).hasSize(1);
                            assertThat(read(arrived.get(0))).as(topic).isEqualTo(SENT);
                        }
                    }
                }
                hub.awaitEnded("back-s-" + mode, 1);
            }
        }
        assertNames();
    }

    /** To a queue from which the hub goes on, and to one that an application reads. */
    private static String there(String kind, String way, String mode) {
        return "  %2$s-%3$s: { from: { kafka: { topic: in } }, to: [{ %1$s: { queue: %2$s-%3$s, cloudEvents: %3$s } }, { %1$s: { queue: seen-%3$s, cloudEvents: %3$s } }] }\n"
                .formatted(kind, way, mode);
    }

    private static String back(String kind, String way, String mode) {
        String targets = MODES.stream()
                .map(back -> "{ kafka: { topic: from-%s-%s-%s, cloudEvents: %s } }".formatted(way, mode, back, back))
                .collect(Collectors.joining(", "));
        return "  back-%2$s-%3$s: { from: { %1$s: { queue: %2$s-%3$s } }, to: [%4$s] }\n"
                .formatted(kind, way, mode, targets);
    }

    /** What applications see that are not the hub. */
    private static void assertNames() {
        AtomicReference<GetResponse> kept = new AtomicReference<>();
        amqp.arrange(channel -> kept.set(channel.basicGet("seen-keep", true)));
        assertThat(kept.get().getProps().getHeaders())
                .containsKeys("cloudEvents:id", "cloudEvents:source", "cloudEvents:type", "cloudEvents:specversion")
                .doesNotContainKey("ce_id");
        assertThat(kept.get().getProps().getContentType()).isEqualTo("application/json");
        AtomicReference<GetResponse> structured = new AtomicReference<>();
        amqp.arrange(channel -> structured.set(channel.basicGet("seen-structured", true)));
        assertThat(structured.get().getProps().getContentType()).startsWith("application/cloudevents+json");
        List<Message> messages = sqs.client()
                .receiveMessage(request -> request.queueUrl(sqs.createQueue("seen-keep"))
                        .messageAttributeNames("All")
                        .waitTimeSeconds(5))
                .messages();
        assertThat(messages.get(0).messageAttributes())
                .containsKeys("ce_id", "ce_source", "ce_type", "ce_specversion", "content-type");
    }

    private static void send() {
        ProducerRecord<Void, byte[]> written =
                KafkaMessageFactory.createWriter("in").writeBinary(SENT);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("in", null, null, null, written.value(), written.headers()));
        }
    }

    private static CloudEvent read(Event event) {
        RecordHeaders headers = new RecordHeaders();
        event.headers()
                .forEach(header -> headers.add(header.name(), header.value().arrayOrNull()));
        CloudEvent read = KafkaMessageFactory.createReader(headers, event.body().arrayOrNull())
                .toEvent();
        byte[] data = read.getData().toBytes();
        return CloudEventBuilder.from(read).withData(data).build();
    }
}
