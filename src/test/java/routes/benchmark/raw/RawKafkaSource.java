package routes.benchmark.raw;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Commits, five times a second, what is stored without a gap. */
final class RawKafkaSource implements RawLoop.Source {

    private static final long COMMIT_EVERY = Duration.ofMillis(200).toNanos();

    private final String brokers;
    private final String topic;
    private final int most;
    private final AtomicInteger onTheWay = new AtomicInteger();
    private final Map<TopicPartition, Deque<Taken>> open = new HashMap<>();

    RawKafkaSource(String brokers, String topic, int most) {
        this.brokers = brokers;
        this.topic = topic;
        this.most = most;
    }

    private final class Taken implements Runnable {

        private final long offset;
        private volatile boolean stored;

        Taken(long offset) {
            this.offset = offset;
        }

        @Override
        public void run() {
            stored = true;
            onTheWay.decrementAndGet();
        }
    }

    @Override
    public void readInto(RawLoop.Target target) throws Exception {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "group.id",
                        topic + "-raw-" + ProcessHandle.current().pid(),
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false",
                        "isolation.level",
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            long committed = System.nanoTime();
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    while (onTheWay.get() >= most) {
                        LockSupport.parkNanos(1_000_000);
                    }
                    Taken taken = new Taken(record.offset());
                    open.computeIfAbsent(
                                    new TopicPartition(record.topic(), record.partition()), none -> new ArrayDeque<>())
                            .add(taken);
                    onTheWay.incrementAndGet();
                    target.send(new RawLoop.Message(record.key(), record.value(), headers(record), taken));
                }
                if (System.nanoTime() - committed > COMMIT_EVERY) {
                    committed = System.nanoTime();
                    consumer.commitAsync(stored(), null);
                }
            }
        }
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return headers;
    }

    private Map<TopicPartition, OffsetAndMetadata> stored() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        open.forEach((partition, records) -> {
            while (!records.isEmpty() && records.peek().stored) {
                offsets.put(partition, new OffsetAndMetadata(records.poll().offset + 1));
            }
        });
        return offsets;
    }
}
