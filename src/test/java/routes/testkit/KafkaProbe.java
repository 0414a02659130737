package routes.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;

/** Writes to a topic, and reads all of it from its beginning, once. */
public final class KafkaProbe implements Probe {

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> consumer;

    public KafkaProbe(String bootstrap, String topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false",
                        "isolation.level",
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void send(List<Event> events) {
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        for (Event event : events) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                    topic, event.key().arrayOrNull(), event.body().arrayOrNull());
            event.headers()
                    .forEach(header ->
                            record.headers().add(header.name(), header.value().arrayOrNull()));
            answers.add(producer.send(record));
        }
        for (Future<RecordMetadata> answer : answers) {
            try {
                answer.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("Kafka did not confirm: " + e.getCause(), e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public List<Event> receive(int atLeast, Duration atMost) {
        if (consumer.assignment().isEmpty()) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList());
        }
        List<Event> events = new ArrayList<>();
        long end = System.nanoTime() + atMost.toNanos();
        while (events.size() < atLeast && System.nanoTime() < end) {
            consumer.poll(Duration.ofMillis(100)).forEach(record -> events.add(event(record)));
        }
        return events;
    }

    private static Event event(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new Header(header.key(), Bytes.ofNullable(header.value()))));
        return new Event(Bytes.ofNullable(record.value()), Bytes.ofNullable(record.key()), Headers.received(headers));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        consumer.close();
    }
}
