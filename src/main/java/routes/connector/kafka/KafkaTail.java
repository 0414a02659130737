package routes.connector.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import routes.connector.ConnectorException;
import routes.connector.EventTail;
import routes.connector.ReadinessChecks;
import routes.connector.TailOptions;
import routes.connector.TailedEvent;
import routes.connector.kafka.TopicChecks.Question;
import routes.model.KafkaConnection;

/** Reads a topic without a consumer group: nothing is committed, and no group is disturbed. */
final class KafkaTail implements EventTail {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** How often it looks for partitions that were added meanwhile. */
    private static final long NEW_PARTITIONS_NANOS = Duration.ofSeconds(5).toNanos();

    private final KafkaConnection connection;
    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<TopicPartition> assigned = new HashSet<>();
    private long looked = System.nanoTime();

    private KafkaTail(KafkaConnection connection, String topic) {
        this.connection = connection;
        this.topic = topic;
        this.consumer =
                new KafkaConsumer<>(settings(connection), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static KafkaTail open(
            KafkaConnection connection, ReadinessChecks<Question> checks, String topic, TailOptions options) {
        if (options.routingKey().isPresent()) {
            throw new ConnectorException("topic '" + topic + "' has no routing keys; leave out --routing-key");
        }
        checks.ask(new Question(topic, AclOperation.READ, Optional.empty(), false))
                .join()
                .problem()
                .ifPresent(problem -> {
                    throw new ConnectorException(problem);
                });
        KafkaTail tail = new KafkaTail(connection, topic);
        try {
            tail.begin(options.fromBeginning());
            return tail;
        } catch (KafkaException e) {
            tail.close();
            throw tail.failed(e);
        }
    }

    private static Map<String, Object> settings(KafkaConnection connection) {
        Map<String, Object> settings =
                KafkaClients.consumer(connection, "caravanserai-tail", "", 500, ClientBuffers.LARGEST_FETCH);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return settings;
    }

    /** The end is asked for before anything is said to be watched: what comes afterwards is seen. */
    private void begin(boolean fromBeginning) {
        Set<TopicPartition> all = partitions();
        assigned.addAll(all);
        consumer.assign(all);
        if (fromBeginning) {
            consumer.seekToBeginning(all);
        } else {
            consumer.seekToEnd(all);
        }
        all.forEach(partition -> consumer.position(partition, TIMEOUT));
    }

    private Set<TopicPartition> partitions() {
        Set<TopicPartition> all = new HashSet<>();
        consumer.partitionsFor(topic, TIMEOUT)
                .forEach(partition -> all.add(new TopicPartition(topic, partition.partition())));
        return all;
    }

    @Override
    public String place() {
        return "topic '" + topic + "' at " + connection.brokers();
    }

    @Override
    public List<TailedEvent> next(Duration atMost) {
        try {
            assignNew();
            List<TailedEvent> events = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> received : consumer.poll(atMost)) {
                KafkaReceivedEvent event = new KafkaReceivedEvent(received);
                events.add(new TailedEvent(event.position(), event.time(), Map.of(), event.event()));
            }
            return events;
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /** A partition that was added is read from its beginning, which is what the consumer does without a position. */
    private void assignNew() {
        if (System.nanoTime() - looked > NEW_PARTITIONS_NANOS) {
            looked = System.nanoTime();
            if (assigned.addAll(partitions())) {
                consumer.assign(assigned);
            }
        }
    }

    private ConnectorException failed(KafkaException e) {
        return new ConnectorException(new KafkaProblems(connection, topic, AclOperation.READ).explained(e), e);
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(1));
    }
}
