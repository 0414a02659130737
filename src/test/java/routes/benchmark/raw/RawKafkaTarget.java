package routes.benchmark.raw;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Idempotent, confirmed by all replicas in sync. Waits for nothing: while requests are on their way, the next batches fill. */
final class RawKafkaTarget implements RawLoop.Target {

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;

    RawKafkaTarget(String brokers, String topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "acks",
                        "all",
                        "enable.idempotence",
                        "true",
                        "linger.ms",
                        "0",
                        "batch.size",
                        String.valueOf(128 << 10),
                        "buffer.memory",
                        String.valueOf(64L << 20)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void send(RawLoop.Message message) {
        List<Header> headers = new ArrayList<>(message.headers().size());
        message.headers()
                .forEach((name, value) -> headers.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8))));
        producer.send(new ProducerRecord<>(topic, null, message.key(), message.body(), headers), (stored, failure) -> {
            if (failure != null) {
                FatalErrors.end("Kafka did not store a record", failure);
            }
            message.stored().run();
        });
    }
}
