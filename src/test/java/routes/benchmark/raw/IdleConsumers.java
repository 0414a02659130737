package routes.benchmark.raw;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * As many plain consumers as topics are named after the brokers' address, each in a group and on a thread of its own. Says ! once
 * each has its partitions, and goes on until it is ended.
 */
public final class IdleConsumers {

    private static final Duration POLL = Duration.ofMillis(100);

    private IdleConsumers() {}

    public static void main(String... arguments) throws InterruptedException {
        List<String> topics = List.of(arguments).subList(1, arguments.length);
        CountDownLatch assigned = new CountDownLatch(topics.size());
        for (String topic : topics) {
            new Thread(() -> poll(arguments[0], topic, assigned::countDown), topic).start();
        }
        assigned.await();
        System.out.println("!");
    }

    private static void poll(String brokers, String topic, Runnable assigned) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                brokers,
                "group.id",
                topic + "-raw-" + ProcessHandle.current().pid(),
                "metric.reporters",
                "",
                "enable.metrics.push",
                false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    // Nobody else is in the group.
                }

                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    assigned.run();
                }
            });
            while (true) {
                consumer.poll(POLL);
            }
        }
    }
}
