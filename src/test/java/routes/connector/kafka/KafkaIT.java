package routes.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import routes.connector.CamelFixture;
import routes.connector.RecordedSend;
import routes.connector.SourceConsumer;
import routes.connector.SourceContract;
import routes.event.Bytes;
import routes.event.DeliveryResult;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.event.Readiness;
import routes.testkit.EventLedger;
import routes.testkit.KafkaProbe;
import routes.testkit.Probe;

/** The promises of every broker, and what only Kafka has: transactions, partitions that move, headers without a value. */
class KafkaIT extends SourceContract {

    private static KafkaFixture dock;

    @BeforeAll
    static void start() {
        dock = new KafkaFixture();
    }

    @AfterAll
    static void stop() {
        dock.close();
    }

    @Override
    protected KafkaFixture dock() {
        return dock;
    }

    @Test
    void asksByOneClientHoweverManyAsk() {
        dock.make("asked");
        List<CompletableFuture<Readiness>> answers = IntStream.range(0, 100)
                .mapToObj(i -> camp().endpoint(dock.target(i == 99 ? "asked" : "missing-" + i))
                        .ask())
                .toList();

        assertThat(answers.get(99).join().isReady()).isTrue();
        assertThat(answers.subList(0, 99))
                .allSatisfy(
                        answer -> assertThat(answer.join().problem().orElse("")).contains("does not exist"));
        await().atMost(Duration.ofSeconds(10)) // the client of a test before may still be closing
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(
                                thread -> thread.getName().startsWith("kafka-admin-client-thread | caravanserai-check"))
                        .hasSizeLessThanOrEqualTo(1));
    }

    @Test
    void keepsTheOrderOfHeadersAndThoseWithoutAValue() {
        dock.make("headers");
        Event event = Event.of(new byte[1])
                .withHeaders(Headers.received(List.of(
                        new Header("z", Bytes.ofText("1")),
                        new Header("absent", Bytes.absent()),
                        new Header("a", Bytes.ofText("2")),
                        new Header("z", Bytes.ofText("3")))));

        camp().send(dock.target("headers"), RecordedSend.of(event));
        camp().takes(dock.source("headers", 10), CamelFixture::end);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(camp().events()).containsExactly(event));
    }

    /** What a topic takes is a batch: where its limit is for one body, Kafka's own client tells. */
    @Test
    void takesWhatTheTopicTakesAndNotAByteMore() {
        dock.kafka()
                .admin(admin -> admin.createTopics(List.of(
                                new NewTopic("limit", 1, (short) 1).configs(Map.of("max.message.bytes", "10000"))))
                        .all());
        int largest = largest("limit", 10_000);

        for (int size : List.of(largest - 1, largest)) {
            RecordedSend fits = RecordedSend.of("x".repeat(size));
            camp().send(dock.target("limit"), fits);
            assertThat(fits.told()).isEqualTo("confirmed");
        }
        RecordedSend above = RecordedSend.of("x".repeat(largest + 1));
        camp().send(dock.target("limit"), above);
        assertThat(above.told()).startsWith("PERMANENT ");
    }

    private static int largest(String topic, int most) {
        try (Probe probe = dock.probe(topic)) {
            int taken = 0;
            int refused = most;
            while (refused - taken > 1) {
                int size = (taken + refused) / 2;
                if (takes(probe, size)) {
                    taken = size;
                } else {
                    refused = size;
                }
            }
            return taken;
        }
    }

    private static boolean takes(Probe probe, int size) {
        try {
            probe.send(List.of(Event.of(new byte[size])));
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    @Test
    void doesNotTakeWhatWasAborted() {
        dock.make("transactions");
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", dock.kafka().bootstrap(), "transactional.id", "t"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            for (int i = 0; i < 6; i++) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("transactions", new byte[] {(byte) ('0' + i)}));
                producer.flush();
                if (i % 2 == 0) {
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }

        camp().takes(dock.source("transactions", 10), CamelFixture::end);

        await().atMost(PATIENCE).until(() -> camp().taken().size() >= 3);
        assertThat(camp().bodies()).containsExactly("1", "3", "5");
    }

    @Test
    void losesNothingWhenPartitionsMoveToAndFro() {
        dock.kafka().createTopic("moves", 4);
        Queue<Event> arrived = new ConcurrentLinkedQueue<>();
        EventLedger book = new EventLedger("moves", 9, 2);
        try (Probe probe = new KafkaProbe(dock.kafka().bootstrap(), "moves");
                CamelFixture second = new CamelFixture(dock.components())) {
            takes(camp(), arrived);
            probe.send(book.write(300));
            await().atMost(PATIENCE).until(() -> camp().taken().size() == 300);
            takes(second, arrived);
            await().atMost(PATIENCE).until(() -> {
                probe.send(book.write(20));
                return second.taken().size() > 20;
            });

            second.stopTaking();
            probe.send(book.write(300));

            await().atMost(PATIENCE).until(() -> arrived.size() >= book.size());
        }
        EventLedger.Findings findings = book.check(List.copyOf(arrived));
        assertThat(findings.isClean()).as(findings.toString()).isTrue();
    }

    @Test
    void isNotReadyWithoutItsTopicUntilItComes() {
        SourceConsumer source = camp().takes(dock.source("late", 10), CamelFixture::end);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(source.readiness().problem().orElse("none"))
                        .startsWith("topic 'late' does not exist"));

        dock.make("late");

        await().atMost(PATIENCE).until(() -> source.readiness().isReady());
        dock.kafka().admin(admin -> admin.deleteTopics(List.of("late")).all());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(source.readiness().problem().orElse("none"))
                        .startsWith("topic 'late' does not exist"));
    }

    @Test
    void isReadyWhereOthersHaveAllPartitions() {
        dock.make("crowded");
        try (CamelFixture second = new CamelFixture(dock.components())) {
            SourceConsumer one = camp().takes(dock.source("crowded", 10), CamelFixture::end);
            SourceConsumer other = second.takes(dock.source("crowded", 10), CamelFixture::end);

            await().atMost(PATIENCE)
                    .until(() -> one.readiness().isReady() && other.readiness().isReady());
        }
    }

    private static void takes(CamelFixture camp, Queue<Event> arrived) {
        camp.takes(dock.source("moves", 1000), received -> {
            arrived.add(received.event());
            received.ended(DeliveryResult.delivered(Optional.empty()));
        });
    }
}
