package routes.testkit;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * Kafka with two encrypted doors at {@code localhost} beside the open one: at one a client has to log in by SASL, at the
 * other it has to show a certificate. A user is known to one mechanism alone.
 */
public final class SecuredKafka implements AutoCloseable {

    private static final String MODULE = "org.apache.kafka.common.security.";

    private final EmbeddedKafka open;
    private final int loginPort;
    private final int certificatePort;

    private SecuredKafka(EmbeddedKafka open, int loginPort, int certificatePort) {
        this.open = open;
        this.loginPort = loginPort;
        this.certificatePort = certificatePort;
    }

    /** @param plainUsers the passwords of those who log in by PLAIN */
    public static SecuredKafka start(
            CertificateAuthority authority, CertificateAuthority.Identity server, Map<String, String> plainUsers) {
        int loginPort = FreePort.next();
        int certificatePort = FreePort.next();
        Map<String, String> settings = new HashMap<>();
        settings.put("listeners", "LOGIN://localhost:" + loginPort + ",CERTIFICATE://localhost:" + certificatePort);
        settings.put("listener.security.protocol.map", "LOGIN:SASL_SSL,CERTIFICATE:SSL");
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.certificate.chain", server.chainText());
        settings.put("ssl.keystore.key", server.keyText());
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.certificates", authority.caText());
        settings.put("listener.name.certificate.ssl.client.auth", "required");
        settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512");
        settings.put("listener.name.login.plain.sasl.jaas.config", plain(plainUsers));
        for (String mechanism : List.of("scram-sha-256", "scram-sha-512")) {
            settings.put(
                    "listener.name.login." + mechanism + ".sasl.jaas.config",
                    MODULE + "scram.ScramLoginModule required;");
        }
        return new SecuredKafka(EmbeddedKafka.start(settings), loginPort, certificatePort);
    }

    private static String plain(Map<String, String> users) {
        return new TreeMap<>(users)
                .entrySet().stream()
                        .map(user -> " user_" + user.getKey() + "=\""
                                + user.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                        .collect(joining("", MODULE + "plain.PlainLoginModule required", ";"));
    }

    public void addUser(ScramMechanism mechanism, String user, String password) {
        List<UserScramCredentialAlteration> change =
                List.of(new UserScramCredentialUpsertion(user, new ScramCredentialInfo(mechanism, 4096), password));
        open.admin(admin -> admin.alterUserScramCredentials(change).all());
    }

    /** The same brokers without encryption or login, for the test itself. */
    public EmbeddedKafka open() {
        return open;
    }

    /** Where a client has to log in. */
    public int loginPort() {
        return loginPort;
    }

    /** Where a client has to show a certificate. */
    public int certificatePort() {
        return certificatePort;
    }

    @Override
    public void close() {
        open.close();
    }
}
