package routes.model;

import java.util.Map;
import java.util.Optional;
import routes.model.format.Doc;
import routes.model.format.Kind;
import routes.model.format.Rule;

/** A Kafka cluster. */
@Kind("kafka")
@Doc("An Apache Kafka cluster.")
public record KafkaConnection(
        @Doc(value = "Bootstrap brokers, as host:port, separated by commas.", example = "kafka-1:9092,kafka-2:9092")
        @Rule.Form(Hosts.PATTERN)
        String brokers,

        @Doc(value = "Encrypt the connection.", example = "{ ca: /etc/hub/tls/ca.crt }")
        Optional<Tls> tls,

        @Doc(
                value = "Authenticate with SASL.",
                example = "{ mechanism: SCRAM-SHA-512, username: hub, password: '${env:KAFKA_PASSWORD}' }")
        Optional<Sasl> sasl,

        @Doc(
                value = "Further options of the Kafka clients. Only options that are safe to change are allowed.",
                example = "{ linger.ms: '5' }")
        @Rule.KeysOf(KafkaOption.class)
        Map<String, String> options)
        implements Connection {

    public KafkaConnection {
        Hosts.requireAll(brokers, "brokers");
        KafkaOption.requireAll(options);
    }

    /** How the hub authenticates at Kafka. */
    @Doc("How the hub authenticates at Kafka.")
    public record Sasl(
            @Doc("The SASL mechanism.") Mechanism mechanism,
            @Doc(value = "The user.", example = "hub") String username,

            @Doc(value = "The password.", example = "${file:/run/secrets/kafka}")
            Secret password) {

        public Sasl {
            BrokerNames.requireName(username, "username");
        }
    }

    /** The SASL mechanisms that need no additional code on the class path. */
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
