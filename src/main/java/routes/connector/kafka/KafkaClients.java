package routes.connector.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import routes.model.KafkaConnection;
import routes.model.Tls;

/**
 * The settings of Kafka's clients: those of the connection, overridden by those on which the hub's guarantees depend.
 * Thread-safe.
 */
final class KafkaClients {

    /** The session timeout of a group member in milliseconds: after a crash, its partitions are reassigned after this time. */
    private static final int SESSION_TIMEOUT_MILLIS = 10_000;

    /** The delivery timeout of a record in milliseconds. */
    private static final int DELIVERY_TIMEOUT_MILLIS = 20_000;

    /** The bytes of records that a producer keeps in memory until Kafka has confirmed them. */
    private static final long BUFFER = 64L << 20;

    /**
     * The largest record that a producer sends, before compression, unless the connection says otherwise. The client's default
     * of 1 MiB would refuse records that the topic takes: the limit of the topic, which applies after compression, decides.
     */
    static final int LARGEST_RECORD = (int) BUFFER;

    private KafkaClients() {}

    /** @param fetch the bytes of one fetch, see {@link ClientBuffers#fetch} */
    static Map<String, Object> consumer(
            KafkaConnection connection, String clientId, String group, int mostRecords, int fetch) {
        Map<String, Object> settings = common(connection, clientId);
        settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionTimeout(settings));
        settings.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, fetch);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return settings;
    }

    /**
     * The session timeout: at least three heartbeat intervals, as Kafka's clients require, so that two heartbeats may be
     * late.
     */
    private static int sessionTimeout(Map<String, Object> settings) {
        long heartbeat = number(settings, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 0);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(SESSION_TIMEOUT_MILLIS, 3 * heartbeat));
    }

    /** The bytes of a batch of the producer with these settings. A larger record is a batch of its own. */
    static int batchSize(Map<String, Object> settings) {
        return (int) number(settings, ProducerConfig.BATCH_SIZE_CONFIG, 0);
    }

    private static long number(Map<String, Object> settings, String option, long otherwise) {
        return Long.parseLong(settings.getOrDefault(option, otherwise).toString());
    }

    /** @param batch the bytes of a batch, see {@link ClientBuffers#batch} */
    static Map<String, Object> producer(KafkaConnection connection, String clientId, int batch) {
        Map<String, Object> settings = common(connection, clientId);
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, batch);
        settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryTimeout(settings));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
        settings.put(
                ProducerConfig.BUFFER_MEMORY_CONFIG,
                Math.max(BUFFER, number(settings, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 0)));
        return settings;
    }

    /**
     * The delivery timeout. By default long enough for a change of leader, and short enough for operators to notice an outage
     * within half a minute. Never shorter than the request timeout, because the client would reject that.
     */
    private static int deliveryTimeout(Map<String, Object> settings) {
        long request = number(settings, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 0);
        long linger = number(settings, ProducerConfig.LINGER_MS_CONFIG, 0);
        long asked = number(settings, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(asked, request + linger));
    }

    /**
     * Disables the JMX beans and metrics of the client. The hub has its own metrics, and those of a thousand clients would
     * need more time and memory than anything else.
     */
    static Map<String, Object> common(KafkaConnection connection, String clientId) {
        Map<String, Object> settings = new HashMap<>(connection.options());
        settings.putIfAbsent(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        settings.putIfAbsent(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.brokers());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        String transport = connection.tls().isPresent() ? "SSL" : "PLAINTEXT";
        String protocol = connection.sasl().isPresent() ? "SASL_" + transport : transport;
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
        connection.tls().ifPresent(tls -> encrypt(settings, tls));
        connection.sasl().ifPresent(sasl -> {
            settings.put(SaslConfigs.SASL_MECHANISM, sasl.mechanism().toString());
            settings.put(SaslConfigs.SASL_JAAS_CONFIG, login(sasl));
        });
        return settings;
    }

    private static void encrypt(Map<String, Object> settings, Tls tls) {
        tls.ca().ifPresent(file -> {
            settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            settings.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, file);
        });
        tls.certificate().ifPresent(file -> {
            settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
            settings.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, text(file));
        });
        tls.key().ifPresent(file -> settings.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, text(file)));
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String login(KafkaConnection.Sasl sasl) {
        String module = sasl.mechanism() == KafkaConnection.Mechanism.PLAIN
                ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                : "org.apache.kafka.common.security.scram.ScramLoginModule";
        return module + " required username=" + quoted(sasl.username()) + " password="
                + quoted(sasl.password().value()) + ";";
    }

    private static String quoted(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }
}
