package routes.it;

import static org.apache.kafka.clients.admin.ScramMechanism.SCRAM_SHA_256;
import static org.apache.kafka.clients.admin.ScramMechanism.SCRAM_SHA_512;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import routes.testkit.CertificateAuthority;
import routes.testkit.FreePort;
import routes.testkit.RealRabbit;
import routes.testkit.SecuredKafka;
import routes.testkit.TestHome;

/**
 * Encrypted brokers that ask for a login or a certificate, reached by the name {@code localhost} alone; and the files that a
 * hub needs for them. RabbitMQ only where it is installed.
 */
final class SecuredBrokers implements AutoCloseable {

    /** What would break a login that is not quoted, is taken for an address, or is filled in twice. */
    static final Map<String, String> PASSWORDS = Map.of(
            "plain", "p\"l\\a;i'n %41+&?#= ${env:HOME}",
            "scram256", "två %2541 ${x} \"{{y}}\" RAW(z)",
            "scram512", "512\\\"; ,=%3D",
            "rabbit", "rävens & %41+{{x}} \"kaka\"");

    static final String WRONG = "not-the-password-of-anybody";

    private final TestHome files;
    private final CertificateAuthority authority;
    private final CertificateAuthority.Identity server;
    private final int rabbitPort = FreePort.next();
    private final SecuredKafka kafka;
    private final Optional<RealRabbit> rabbit;

    private SecuredBrokers(Path folder) {
        files = new TestHome(folder);
        authority = CertificateAuthority.found(folder, "authority");
        server = authority.server("localhost");
        authority.client("hub");
        authority.expiredClient("expired");
        CertificateAuthority.found(folder, "stranger");
        PASSWORDS.forEach((name, password) -> files.with(name + ".password", password + "\n"));
        files.with("wrong.password", WRONG);
        kafka = SecuredKafka.start(authority, server, Map.of("plain", PASSWORDS.get("plain")));
        kafka.addUser(SCRAM_SHA_256, "scram256", PASSWORDS.get("scram256"));
        kafka.addUser(SCRAM_SHA_512, "scram512", PASSWORDS.get("scram512"));
        rabbit = Optional.of(RealRabbit.isInstalled())
                .filter(installed -> installed)
                .map(installed -> startRabbit());
    }

    /** @param folder where the certificates and passwords are kept */
    static SecuredBrokers start(Path folder) {
        return new SecuredBrokers(folder);
    }

    private RealRabbit startRabbit() {
        RealRabbit started = RealRabbit.guarded(rabbitPort, authority, server);
        started.ctl("add_user", "rabbit", PASSWORDS.get("rabbit"));
        started.ctl("set_permissions", "rabbit", "^$", ".*", ".*");
        return started;
    }

    SecuredKafka kafka() {
        return kafka;
    }

    Optional<RealRabbit> rabbit() {
        return rabbit;
    }

    /** A line of hub.yaml: Kafka by this user, whose name says how it logs in. */
    String kafka(String connection, String user, String mechanism) {
        return kafka(connection, "localhost", kafka.loginPort(), "{ ca: CA }", sasl(user, mechanism, user));
    }

    /** A line of hub.yaml: Kafka without encryption or login. */
    String openKafka(String connection) {
        return "  %s: { kafka: { brokers: \"%s\" } }\n"
                .formatted(connection, kafka.open().bootstrap());
    }

    /** A line of hub.yaml. */
    String kafka(String connection, String host, int port, String tls, String sasl) {
        return written("  %s: { kafka: { brokers: \"%s:%d\"%s%s } }\n"
                .formatted(connection, host, port, tls.isEmpty() ? "" : ", tls: " + tls, sasl));
    }

    /** The part of a connection by which it logs in. */
    String sasl(String user, String mechanism, String passwordOf) {
        return ", sasl: { mechanism: %s, username: %s, password: \"%s\" }"
                .formatted(mechanism, user, password(passwordOf));
    }

    /** A line of hub.yaml: RabbitMQ by password and certificate. */
    String rabbit(String connection) {
        return rabbit(connection, "localhost:" + rabbitPort, "{ ca: CA, certificate: CHAIN, key: KEY }", "rabbit");
    }

    /** A line of hub.yaml. */
    String rabbit(String connection, String address, String tls, String passwordOf) {
        return written("  %s: { rabbitmq: { addresses: \"%s\", username: rabbit, password: \"%s\"%s } }\n"
                .formatted(connection, address, password(passwordOf), tls.isEmpty() ? "" : ", tls: " + tls));
    }

    int rabbitPort() {
        return rabbitPort;
    }

    private String password(String of) {
        return "${file:" + files.path().resolve(of + ".password") + "}";
    }

    /** With the paths of the files in place of CA, STRANGER, CHAIN, KEY and FOLDER. */
    private String written(String line) {
        return inFolder(line.replace("STRANGER", path("stranger.crt"))
                .replace("CA", path("authority.crt"))
                .replace("CHAIN", path("hub.crt"))
                .replace("KEY", path("hub.key")));
    }

    /** With the path of the folder in place of FOLDER. */
    String inFolder(String text) {
        return text.replace("FOLDER", files.path().toString());
    }

    private String path(String file) {
        return files.path().resolve(file).toString();
    }

    @Override
    public void close() {
        rabbit.ifPresent(RealRabbit::close);
        kafka.close();
    }
}
