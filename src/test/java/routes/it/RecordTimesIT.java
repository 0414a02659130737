package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.config.ConfigReader;
import routes.model.Problem;
import routes.runtime.ConnectivityCheck;
import routes.testkit.EmbeddedKafka;
import routes.testkit.HubInThisJvm;

/** From Kafka to Kafka a record keeps its time, and whoever would lose it is told. */
class RecordTimesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Instant TIME = Instant.parse("2024-01-02T03:04:05.678Z");

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start();
        topic("in", Map.of());
        topic("kept", Map.of("retention.ms", "-1"));
        topic("now", Map.of());
        topic("short", Map.of("retention.ms", "604800000"));
        topic("strict", Map.of("retention.ms", "-1", "message.timestamp.before.max.ms", "604800000"));
        topic("dead", Map.of());
        topic("compacted", Map.of("cleanup.policy", "compact,delete"));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void aRecordKeepsItsTimeUnlessItsTopicWouldLoseIt(@TempDir Path home) {
        // given
        Map<String, String> files = Map.of("hub.yaml", hub("dead"), "routes/r.yaml", """
                routes:
                  kept: { from: { kafka: { topic: in } }, to: { kafka: { topic: kept } } }
                  now: { from: { kafka: { topic: in } }, to: { kafka: { topic: now, timestamp: now } } }
                  short: { from: { kafka: { topic: in } }, to: { kafka: { topic: short } } }
                  strict: { from: { kafka: { topic: in } }, to: { kafka: { topic: strict } } }
                """);
        Instant before = Instant.now();
        try (HubInThisJvm hub = HubInThisJvm.start(home, files)) {
            // when
            send("in", TIME);
            List.of("kept", "now", "short", "strict").forEach(route -> hub.awaitEnded(route, 1));
        }
        // then
        assertThat(times("kept")).containsExactly(TIME);
        assertThat(times("now"))
                .singleElement()
                .satisfies(time -> assertThat(time).isAfter(before.minusMillis(1)));
        assertThat(times("short")).isEmpty();
        assertThat(times("strict")).isEmpty();
        List<ConsumerRecord<byte[], byte[]>> letters = records("dead");
        assertThat(letters)
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.timestamp()).isGreaterThanOrEqualTo(before.toEpochMilli()));
        assertThat(letters.stream().map(letter -> header(letter, "hub-dead-letter-detail")))
                .allSatisfy(detail -> assertThat(detail).contains("'timestamp: now'"))
                .anySatisfy(detail -> assertThat(detail).contains("keeps a record for 604800000 ms"));
    }

    @Test
    void aCompactedTopicIsNoneForDeadLetters(@TempDir Path home) throws Exception {
        assertThat(problems(home, "compacted", "kept"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .contains("topic 'compacted' at", "is compacted", "cleanup.policy=delete"));
    }

    @Test
    void aCompactedTopicIsATargetLikeAnyOther(@TempDir Path home) throws Exception {
        assertThat(problems(home, "dead", "compacted")).isEmpty();
    }

    private static List<Problem> problems(Path home, String deadLetters, String target) throws Exception {
        Files.createDirectories(home.resolve("routes"));
        Files.writeString(home.resolve("hub.yaml"), hub(deadLetters));
        Files.writeString(home.resolve("routes/r.yaml"), """
                routes:
                  r: { from: { kafka: { topic: in } }, to: { kafka: { topic: %s } } }
                """.formatted(target));
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            return new ConnectivityCheck(
                            context,
                            new ConfigReader(name -> Optional.empty())
                                    .read(home)
                                    .definition()
                                    .orElseThrow())
                    .problems();
        }
    }

    private static String hub(String deadLetters) {
        return """
                connections: { kafka: { kafka: { brokers: "%s" } } }
                defaults: { deadLetter: { kafka: { topic: %s } } }
                """.formatted(kafka.bootstrap(), deadLetters);
    }

    private static void topic(String name, Map<String, String> configs) {
        kafka.admin(admin -> admin.createTopics(List.of(new NewTopic(name, 1, (short) 1).configs(configs)))
                .all());
    }

    private static void send(String topic, Instant time) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, null, time.toEpochMilli(), null, new byte[] {1}));
        }
    }

    private static List<Instant> times(String topic) {
        return records(topic).stream()
                .map(record -> Instant.ofEpochMilli(record.timestamp()))
                .toList();
    }

    /** All records up to the end of the topic as it is now. */
    private static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrap()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(topic, 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).get(only);
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return consumer.position(only) >= end;
            });
        }
        return records;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
