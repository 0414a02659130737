package routes.connector.kafka;

import static routes.support.Throwables.deepest;
import static routes.support.Throwables.find;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import routes.connector.Remedy;
import routes.connector.ShellQuoting;
import routes.connector.TlsDiagnosis;
import routes.model.KafkaConnection;
import routes.model.Tls;

/** Messages for operators about problems with a topic. They never contain the password. Thread-safe. */
final class KafkaProblems {

    private static final String OVERLOADED = "is the broker or this machine overloaded";

    private final KafkaConnection connection;
    private final String topic;
    private final AclOperation needed;

    /** @param needed what the hub does with the topic: READ or WRITE */
    KafkaProblems(KafkaConnection connection, String topic, AclOperation needed) {
        this.connection = connection;
        this.topic = topic;
        this.needed = needed;
    }

    String explained(Throwable problem) {
        Optional<SSLException> tls = find(problem, SSLException.class);
        if (tls.isPresent()) {
            return "no encrypted connection to " + where() + ": " + TlsDiagnosis.explained(tls.get(), connection.tls());
        }
        if (find(problem, SslAuthenticationException.class).isPresent()) {
            return where() + " closed the connection during the TLS handshake; "
                    + TlsDiagnosis.suspected(connection.tls());
        }
        Optional<AuthenticationException> login = find(problem, AuthenticationException.class);
        if (login.isPresent()) {
            return where() + " rejects the login"
                    + connection
                            .sasl()
                            .map(sasl -> " of the user '" + sasl.username() + "' by " + sasl.mechanism()
                                    + "; check mechanism, username and password in sasl of the connection")
                            .orElse("; set sasl in the connection");
        }
        Optional<GroupAuthorizationException> group = find(problem, GroupAuthorizationException.class);
        if (group.isPresent()) {
            return deniedGroup(group.get().groupId());
        }
        if (find(problem, AuthorizationException.class).isPresent()) {
            return denied();
        }
        if (find(problem, UnknownTopicOrPartitionException.class).isPresent()) {
            return missing();
        }
        if (find(problem, TimeoutException.class).isPresent()) {
            return silent() + " (" + deepest(problem) + ")";
        }
        return where() + ": " + deepest(problem);
    }

    /** The hub may describe the topic, but not read or write it. */
    String denied() {
        return "the hub's user may not " + word(needed) + " topic '" + topic + "' at " + connection.brokers()
                + "; allow it: " + permission(needed, "--topic " + ShellQuoting.word(topic));
    }

    String deniedGroup(String group) {
        return "the hub's user may not use the consumer group '" + group + "' at " + connection.brokers()
                + "; allow it: " + permission(AclOperation.READ, "--group " + ShellQuoting.word(group));
    }

    private static String word(AclOperation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }

    private String permission(AclOperation operation, String resource) {
        return command("kafka-acls.sh") + " --add --allow-principal " + ShellQuoting.word("User:" + user())
                + " --operation " + word(operation) + " " + resource;
    }

    /** The hub's user at Kafka. The user of a client certificate depends on Kafka's configuration, hence a placeholder. */
    private String user() {
        String shown = connection.tls().flatMap(Tls::certificate).isPresent() ? "SUBJECT" : "ANONYMOUS";
        return connection.sasl().map(KafkaConnection.Sasl::username).orElse(shown);
    }

    String missing() {
        return "topic '" + topic + "' does not exist at " + connection.brokers() + "; "
                + Remedy.creation(command("kafka-topics.sh") + " --create --topic " + topic);
    }

    /** Of letters with the same key only the last would stay, and those without a key would be refused. */
    String compacted() {
        return "topic '" + topic + "' at " + connection.brokers()
                + " is compacted (cleanup.policy), and a topic for dead"
                + " letters must not be: Kafka refuses letters without a key and deletes all but the last of each key; give"
                + " another topic, or change it: " + command("kafka-configs.sh") + " --alter --topic " + topic
                + " --add-config cleanup.policy=delete";
    }

    /** A command of Kafka's tools. The credentials of the administrator are in a separate file. */
    String command(String tool) {
        boolean secured = connection.tls().isPresent() || connection.sasl().isPresent();
        return tool + " --bootstrap-server "
                + ShellQuoting.word(connection.brokers().replaceAll("\\s", ""))
                + (secured ? " --command-config admin.properties" : "");
    }

    String unreachable() {
        return where() + " cannot be reached; check 'brokers' of the connection, and the network";
    }

    /** The listener uses TLS, but the connection has no tls. */
    String encrypted() {
        return where() + " uses TLS at this port; set tls in the connection, or use a port without encryption";
    }

    /**
     * There was no answer within this time. Says what is known: a busy broker is not one with other settings.
     *
     * @param found what a probe of the port has found since
     */
    String late(TlsProbe found, Duration within) {
        String what =
                where() + " accepts connections, but did not answer the hub within " + within.toSeconds() + " s; ";
        return switch (found) {
            case NOBODY -> unreachable();
            case SILENT -> what + "it answered nothing at all, so " + OVERLOADED + ", or is it no Kafka?";
            case PLAIN ->
                connection.tls().isPresent()
                        ? what + "this port does not use TLS: use the broker's TLS port, or remove tls"
                        : what + "it answers without TLS, so " + lateAtTheRightPort();
            case ENCRYPTED ->
                connection.tls().isPresent()
                        ? what + "it uses TLS, as the hub does, so " + lateAtTheRightPort()
                        : encrypted();
        };
    }

    private String lateAtTheRightPort() {
        return connection.sasl().isPresent()
                ? OVERLOADED + "?"
                : OVERLOADED + ", or does this listener require SASL (set sasl)?";
    }

    /** Nobody has answered anything for long. */
    String silent() {
        return where()
                + " does not answer; check 'brokers' of the connection, the network, and whether the broker or this"
                + " machine is overloaded";
    }

    private String where() {
        return "Kafka at " + connection.brokers();
    }
}
