package routes.connector.kafka;

import static routes.support.Throwables.deepest;
import static routes.support.Throwables.find;

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
import routes.connector.ShellQuoting;
import routes.connector.TlsDiagnosis;
import routes.model.KafkaConnection;
import routes.model.Tls;

/** What is wrong at a topic, in sentences for the person who mends it. Never holds the password. */
final class KafkaProblems {

    private final KafkaConnection connection;
    private final String topic;
    private final AclOperation needed;

    /** @param needed what the hub does with the topic: reads or writes it */
    KafkaProblems(KafkaConnection connection, String topic, AclOperation needed) {
        this.connection = connection;
        this.topic = topic;
        this.needed = needed;
    }

    String explained(Throwable problem) {
        Optional<SSLException> tls = find(problem, SSLException.class);
        if (tls.isPresent()) {
            return "no encrypted connection to " + where() + ": " + TlsDiagnosis.explained(tls.get());
        }
        if (find(problem, SslAuthenticationException.class).isPresent()) {
            return where() + " cut the encrypted connection before it was open; "
                    + TlsDiagnosis.suspected(connection.tls());
        }
        Optional<AuthenticationException> login = find(problem, AuthenticationException.class);
        if (login.isPresent()) {
            return where() + " refuses the login"
                    + connection
                            .sasl()
                            .map(sasl -> " of the user '" + sasl.username() + "' by " + sasl.mechanism()
                                    + "; check mechanism, username and password in sasl of the connection")
                            .orElse("; give the connection sasl");
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
            return unreachable();
        }
        return where() + ": " + deepest(problem);
    }

    /** Where the hub may see the topic, and no more. */
    String denied() {
        return "the hub's user may not " + word(needed) + " topic '" + topic + "' at " + connection.brokers()
                + "; allow it: " + permission(needed, "--topic " + ShellQuoting.word(topic));
    }

    String deniedGroup(String group) {
        return "the hub's user may not read as the group '" + group + "' at " + connection.brokers() + "; allow it: "
                + permission(AclOperation.READ, "--group " + ShellQuoting.word(group));
    }

    private static String word(AclOperation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }

    private String permission(AclOperation operation, String resource) {
        return command("kafka-acls.sh") + " --add --allow-principal " + ShellQuoting.word("User:" + user())
                + " --operation " + word(operation) + " " + resource;
    }

    /** Who the hub is to Kafka; how it writes the subject of a certificate is for Kafka to tell. */
    private String user() {
        String shown = connection.tls().flatMap(Tls::certificate).isPresent() ? "SUBJECT" : "ANONYMOUS";
        return connection.sasl().map(KafkaConnection.Sasl::username).orElse(shown);
    }

    String missing() {
        return "topic '" + topic + "' does not exist at " + connection.brokers() + "; create it: "
                + command("kafka-topics.sh") + " --create --topic " + topic;
    }

    /** How an administrator logs in is in a file of his own. */
    private String command(String tool) {
        boolean secured = connection.tls().isPresent() || connection.sasl().isPresent();
        return tool + " --bootstrap-server "
                + ShellQuoting.word(connection.brokers().replaceAll("\\s", ""))
                + (secured ? " --command-config admin.properties" : "");
    }

    String unreachable() {
        return where() + " cannot be reached; check brokers of the connection and the network";
    }

    /** Where it speaks TLS, and the hub does not. */
    String encrypted() {
        return where() + " speaks TLS at this port; give the connection tls, or the port that is not encrypted";
    }

    /** Where there was no answer in time. */
    String late(boolean nobodyListens) {
        return nobodyListens ? unreachable() : speechless();
    }

    private String speechless() {
        return where()
                + " does not answer the hub; check whether its port is one of TLS (tls) and asks for a login (sasl)";
    }

    private String where() {
        return "Kafka at " + connection.brokers();
    }
}
