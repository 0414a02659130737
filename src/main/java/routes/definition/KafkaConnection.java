package routes.definition;

import static routes.definition.Invalid.require;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Kafka cluster. */
@Kind("kafka")
@Doc("An Apache Kafka cluster.")
public record KafkaConnection(
        @Doc(value = "Bootstrap brokers, host:port, separated by commas.", example = "kafka-1:9092,kafka-2:9092")
        @Rule.Form(Hosts.PATTERN)
        String brokers,

        @Doc(value = "Encrypt the connection.", example = "{ ca: /etc/hub/tls/ca.crt }")
        Optional<Tls> tls,

        @Doc(
                value = "Log in by SASL.",
                example = "{ mechanism: SCRAM-SHA-512, username: hub, password: '${env:KAFKA_PASSWORD}' }")
        Optional<Sasl> sasl,

        @Doc(
                value = "Further options of the Kafka clients, from a list of harmless ones.",
                example = "{ linger.ms: '5' }")
        @Rule.KeysOf(KafkaConnection.Option.class)
        Map<String, String> options)
        implements Connection {

    public KafkaConnection {
        Hosts.requireAll(brokers, "brokers");
        Set<String> tunable =
                Stream.of(Option.values()).map(Option::toString).collect(Collectors.toCollection(TreeSet::new));
        for (String option : new TreeSet<>(options.keySet())) {
            require(
                    tunable.contains(option),
                    "options",
                    "the client option '" + option + "' may not be set; these may: " + tunable);
        }
    }

    /** What may be tuned. All else is either the hub's own business or a way to run code (CVE-2023-25194 and its kin). */
    public enum Option {
        BATCH_SIZE,
        CLIENT_DNS_LOOKUP,
        CLIENT_RACK,
        COMPRESSION_TYPE,
        CONNECTIONS_MAX_IDLE_MS,
        DELIVERY_TIMEOUT_MS,
        FETCH_MAX_BYTES,
        FETCH_MAX_WAIT_MS,
        FETCH_MIN_BYTES,
        HEARTBEAT_INTERVAL_MS,
        LINGER_MS,
        MAX_PARTITION_FETCH_BYTES,
        MAX_POLL_INTERVAL_MS,
        MAX_POLL_RECORDS,
        MAX_REQUEST_SIZE,
        METADATA_MAX_AGE_MS,
        RECEIVE_BUFFER_BYTES,
        RECONNECT_BACKOFF_MAX_MS,
        RECONNECT_BACKOFF_MS,
        REQUEST_TIMEOUT_MS,
        SEND_BUFFER_BYTES,
        SESSION_TIMEOUT_MS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '.');
        }
    }

    /** How the hub logs in to Kafka. */
    @Doc("How the hub logs in to Kafka.")
    public record Sasl(
            @Doc("The SASL mechanism.") Mechanism mechanism,
            @Doc(value = "The user.", example = "hub") String username,

            @Doc(value = "The password.", example = "${file:/run/secrets/kafka}")
            Secret password) {}

    /** The SASL mechanisms that need no further code on the class path. */
    public enum Mechanism {
        PLAIN("PLAIN"),
        SCRAM_SHA_256("SCRAM-SHA-256"),
        SCRAM_SHA_512("SCRAM-SHA-512");

        private final String written;

        Mechanism(String written) {
            this.written = written;
        }

        @Override
        public String toString() {
            return written;
        }
    }
}
