package routes.definition;

import static routes.definition.Invalid.require;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A Kafka cluster. */
@Kind("kafka")
@Doc("An Apache Kafka cluster.")
public record KafkaConnection(
        @Doc(value = "Bootstrap brokers, host:port, separated by commas.", example = "kafka-1:9092,kafka-2:9092")
        String brokers,

        @Doc("Encrypt the connection.") Optional<Tls> tls,
        @Doc("Log in by SASL.") Optional<Sasl> sasl,

        @Doc("Further options of the Kafka clients, from a list of harmless ones.")
        Map<String, String> options)
        implements Connection {

    /** What may be tuned. All else is either the hub's own business or a way to run code (CVE-2023-25194 and its kin). */
    public static final Set<String> TUNABLE = Set.of(
            "batch.size",
            "client.dns.lookup",
            "client.rack",
            "compression.type",
            "connections.max.idle.ms",
            "delivery.timeout.ms",
            "fetch.max.bytes",
            "fetch.max.wait.ms",
            "fetch.min.bytes",
            "heartbeat.interval.ms",
            "linger.ms",
            "max.partition.fetch.bytes",
            "max.poll.interval.ms",
            "max.poll.records",
            "max.request.size",
            "metadata.max.age.ms",
            "receive.buffer.bytes",
            "reconnect.backoff.max.ms",
            "reconnect.backoff.ms",
            "request.timeout.ms",
            "send.buffer.bytes",
            "session.timeout.ms");

    public KafkaConnection {
        Hosts.requireAll(brokers, "brokers");
        for (String option : new TreeSet<>(options.keySet())) {
            require(
                    TUNABLE.contains(option),
                    "options",
                    "the client option '" + option + "' may not be set; these may: " + new TreeSet<>(TUNABLE));
        }
    }

    /** How the hub logs in to Kafka. */
    @Doc("How the hub logs in to Kafka.")
    public record Sasl(
            @Doc("The SASL mechanism.") Mechanism mechanism,
            @Doc("The user.") String username,

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
