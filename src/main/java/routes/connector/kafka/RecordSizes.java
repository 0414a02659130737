package routes.connector.kafka;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import routes.connector.ShellQuoting;
import routes.model.KafkaConnection;

/**
 * Which records of one topic are too large to be sent with others, and for those that are too large at all, whose limit they
 * exceed and how to raise it. Thread-safe.
 */
final class RecordSizes {

    /** What Kafka adds to a record is small; with this much more a raised limit takes it for certain. */
    private static final int SPARE = 1024;

    private final KafkaConnection connection;
    private final String topic;
    private final Supplier<Optional<TopicSettings.Limit>> limit;
    private final Runnable lookUp;

    /**
     * @param limit of the topic, as last seen
     * @param lookUp looks the limit up again, for the next time; must not block
     */
    RecordSizes(
            KafkaConnection connection, String topic, Supplier<Optional<TopicSettings.Limit>> limit, Runnable lookUp) {
        this.connection = connection;
        this.topic = topic;
        this.limit = limit;
        this.lookUp = lookUp;
    }

    /**
     * Whether no other record may be in flight in the batch of this one. If a batch is too large for its topic, the client splits
     * it into batches of {@code batch.size}, and a record that is larger than that into the same batch again, until all its
     * records expire. That cannot be where the topic takes a batch of that size together with the record.
     *
     * @param batchSize of the client
     */
    boolean mustGoAlone(ProducerRecord<byte[], byte[]> record, int batchSize) {
        long bytes = bytes(record);
        if (bytes <= batchSize) {
            return false;
        }
        Optional<TopicSettings.Limit> known = limit.get();
        if (known.isEmpty()) {
            lookUp.run();
        }
        return known.filter(most -> bytes + batchSize <= most.bytes()).isEmpty();
    }

    static boolean isTooLarge(Exception failure) {
        return failure instanceof RecordTooLargeException || failure instanceof RecordBatchTooLargeException;
    }

    String tooLarge(ProducerRecord<byte[], byte[]> record, Exception failure) {
        long bytes = bytes(record);
        String what = "too large for topic '" + topic + "': the record has " + bytes + " bytes";
        return isOfTheHub(failure) ? what + ofTheHub(bytes) : what + ofTheTopic(bytes);
    }

    /** Kafka's client has one exception for its own limits and that of the broker. */
    private static boolean isOfTheHub(Exception failure) {
        String said = String.valueOf(failure.getMessage());
        return said.contains(ProducerConfig.MAX_REQUEST_SIZE_CONFIG)
                || said.contains(ProducerConfig.BUFFER_MEMORY_CONFIG);
    }

    private String ofTheHub(long bytes) {
        String most = String.valueOf(connection
                .options()
                .getOrDefault(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(KafkaClients.LARGEST_RECORD)));
        return ", and the hub sends at most " + most + " (" + ProducerConfig.MAX_REQUEST_SIZE_CONFIG
                + ", an option of the connection in hub.yaml); raise it there: options: { "
                + ProducerConfig.MAX_REQUEST_SIZE_CONFIG + ": '" + (bytes + SPARE) + "' }";
    }

    private String ofTheTopic(long bytes) {
        lookUp.run(); // it may have been raised
        String most = limit.get()
                .map(known -> "at most " + known.bytes() + " (" + known.setting() + ")")
                .orElse("less (max.message.bytes of the topic, or message.max.bytes of the brokers)");
        return ", and Kafka takes " + most + "; raise it: "
                + new KafkaProblems(connection, topic, AclOperation.WRITE).command("kafka-configs.sh")
                + " --alter --topic " + ShellQuoting.word(topic) + " --add-config max.message.bytes="
                + (bytes + SPARE);
    }

    /** The size of a record in bytes, without what Kafka adds. */
    static long bytes(ProducerRecord<byte[], byte[]> record) {
        long bytes = length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            bytes += header.key().length() + length(header.value());
        }
        return bytes;
    }

    private static long length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
