package routes.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A connection that cannot come about.
 *
 * @param line of hub.yaml
 * @param problem what the hub says of it, after the name of the broker
 */
record RefusedConnection(String name, String line, String problem) {

    private static final String UNTRUSTED = "its certificate was not issued by an authority that the hub trusts"
            + " (unable to find valid certification path to requested target);"
            + " set tls.ca to the PEM file of its authority";
    private static final String MISNAMED = "its certificate is not for the host name by which the hub connects"
            + " (No subject alternative names matching IP address 127.0.0.1 found);"
            + " connect by a name in the certificate, or have a certificate issued for this name";
    private static final String OWN_CERTIFICATE =
            "set tls.certificate and tls.key to a certificate from an authority that the broker trusts";
    private static final String UNREADABLE = "tls.ca: the file FOLDER/nothing cannot be read";
    private static final String NO_CERTIFICATE =
            "tls.ca: the file FOLDER/plain.password contains no certificate (BEGIN CERTIFICATE)";
    private static final String NO_KEY =
            "tls.key: the file FOLDER/plain.password contains no unencrypted PKCS#8 key (BEGIN PRIVATE KEY)";
    private static final String OTHER_KEY =
            "the private key in tls.key does not belong to the first certificate in tls.certificate";

    private static final String OWN_EXPIRED = "the hub's own certificate is not valid today (NotAfter: ";

    private static final String EXPIRED = "{ ca: CA, certificate: FOLDER/expired.crt, key: FOLDER/expired.key }";
    private static final String TRUST = "{ ca: CA }";
    private static final String STRANGE_KEY = "{ ca: CA, certificate: CHAIN, key: FOLDER/stranger.key }";

    boolean isKafka() {
        return name.startsWith("kafka");
    }

    static List<RefusedConnection> ofKafka(SecuredBrokers at) {
        int login = at.kafka().loginPort();
        int certificate = at.kafka().certificatePort();
        String bootstrap = at.kafka().open().bootstrap();
        int open = Integer.parseInt(bootstrap.substring(bootstrap.indexOf(':') + 1));
        String sasl = at.sasl("plain", "PLAIN", "plain");
        List<RefusedConnection> all = new ArrayList<>();
        for (String mechanism : List.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")) {
            String user = mechanism.toLowerCase(Locale.ROOT).replace("-sha-", "");
            all.add(kafka(
                    at,
                    "password-" + user,
                    "localhost",
                    login,
                    TRUST,
                    at.sasl(user, mechanism, "wrong"),
                    "rejects the login of the user '" + user + "' by " + mechanism
                            + "; check mechanism, username and password in sasl of the connection"));
        }
        String other = at.sasl("scram512", "SCRAM-SHA-256", "scram512");
        all.add(kafka(at, "mechanism", "localhost", login, TRUST, other, "rejects the login of the user 'scram512'"));
        all.add(kafka(at, "authority", "localhost", login, "{ ca: STRANGER }", sasl, UNTRUSTED));
        all.add(kafka(at, "system", "localhost", login, "{}", sasl, UNTRUSTED));
        all.add(kafka(at, "host", "127.0.0.1", login, TRUST, sasl, MISNAMED));
        all.add(kafka(
                at, "unencrypted", "localhost", login, "", sasl, "uses TLS at this port; set tls in the connection"));
        all.add(kafka(at, "encrypted", "localhost", open, TRUST, "", "this port does not use TLS"));
        all.add(kafka(at, "no-login", "localhost", login, TRUST, "", "does this listener require SASL (set sasl)?"));
        all.add(kafka(at, "no-certificate", "localhost", certificate, TRUST, "", OWN_CERTIFICATE));
        all.add(kafka(at, "expired", "localhost", certificate, EXPIRED, "", OWN_EXPIRED));
        all.add(kafka(at, "no-file", "localhost", login, "{ ca: FOLDER/nothing }", sasl, UNREADABLE));
        all.add(kafka(at, "no-pem", "localhost", login, "{ ca: FOLDER/plain.password }", sasl, NO_CERTIFICATE));
        all.add(kafka(at, "other-key", "localhost", certificate, STRANGE_KEY, "", OTHER_KEY));
        return all;
    }

    private static RefusedConnection kafka(
            SecuredBrokers at, String what, String host, int port, String tls, String sasl, String problem) {
        String name = "kafka-" + what;
        return new RefusedConnection(name, at.kafka(name, host, port, tls, sasl), at.inFolder(problem));
    }

    static List<RefusedConnection> ofRabbit(SecuredBrokers at) {
        String own = ", certificate: CHAIN, key: KEY }";
        String port = ":" + at.rabbitPort();
        String open = at.rabbit().orElseThrow().address();
        return List.of(
                rabbit(
                        at,
                        "password",
                        "localhost" + port,
                        "{ ca: CA" + own,
                        "wrong",
                        "rejects the user 'rabbit'; check"),
                rabbit(at, "authority", "localhost" + port, "{ ca: STRANGER" + own, "rabbit", UNTRUSTED),
                rabbit(at, "system", "localhost" + port, "{}", "rabbit", UNTRUSTED),
                rabbit(at, "host", "127.0.0.1" + port, "{ ca: CA" + own, "rabbit", MISNAMED),
                rabbit(
                        at,
                        "unencrypted",
                        "localhost" + port,
                        "",
                        "rabbit",
                        "if this port requires TLS, set tls in the connection"),
                rabbit(at, "encrypted", open, "{ ca: CA" + own, "rabbit", "this port does not use TLS"),
                rabbit(at, "no-certificate", "localhost" + port, TRUST, "rabbit", OWN_CERTIFICATE),
                rabbit(at, "expired", "localhost" + port, EXPIRED, "rabbit", OWN_EXPIRED),
                rabbit(at, "no-file", "localhost" + port, "{ ca: FOLDER/nothing" + own, "rabbit", UNREADABLE),
                rabbit(at, "no-pem", "localhost" + port, "{ ca: FOLDER/plain.password" + own, "rabbit", NO_CERTIFICATE),
                rabbit(
                        at,
                        "no-key",
                        "localhost" + port,
                        "{ ca: CA, certificate: CHAIN, key: FOLDER/plain.password }",
                        "rabbit",
                        NO_KEY),
                rabbit(at, "other-key", "localhost" + port, STRANGE_KEY, "rabbit", OTHER_KEY));
    }

    private static RefusedConnection rabbit(
            SecuredBrokers at, String what, String address, String tls, String passwordOf, String problem) {
        String name = "rabbit-" + what;
        return new RefusedConnection(name, at.rabbit(name, address, tls, passwordOf), at.inFolder(problem));
    }

    @Override
    public String toString() {
        return name;
    }
}
