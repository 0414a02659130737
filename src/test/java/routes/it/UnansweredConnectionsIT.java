package routes.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.connector.PemTls;
import routes.model.Tls;
import routes.support.Threads;
import routes.testkit.CertificateAuthority;
import routes.testkit.HubInThisJvm;

/** Ports behind which nobody answers as a broker would: the hub says what it knows, and suspects nothing else. */
class UnansweredConnectionsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ROUTES = """
            routes:
              kafka: { from: { kafka: { topic: a } }, to: { kafka: { topic: b } } }
              rabbit: { from: { rabbitmq: { queue: a } }, to: { rabbitmq: { queue: b } } }
              sqs: { from: { sqs: { queue: a } }, to: { sqs: { queue: b } } }
              sns: { from: { sqs: { queue: a } }, to: { sns: { topicArn: "arn:aws:sns:eu-west-1:000000000000:b" } } }
            """;

    @Test
    void saysOfAPortThatAcceptsAndNeverAnswersThatItDidNotAnswerInTime(@TempDir Path home) throws IOException {
        try (Listener silent = new Listener(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
                HubInThisJvm hub = HubInThisJvm.begin(home, files(silent.port(), "", "http"))) {
            assertProblems(hub, "kafka", "accepts connections, but did not answer the hub within 8 s", "overloaded");
            assertProblems(
                    hub,
                    "rabbit",
                    "accepted the connection, but did not finish the handshake within 5 s",
                    "overloaded");
            assertProblems(hub, "sqs", "no answer within", "overloaded");
            assertProblems(hub, "sns", "no answer within", "overloaded");
            for (String route : List.of("kafka", "rabbit", "sqs", "sns")) {
                assertThat(hub.route(route).problems().toString()).doesNotContain("TLS", "SASL", "rejects", "password");
            }
        }
    }

    @Test
    void saysThatACertificateHasExpiredWhicheverTheBroker(@TempDir Path home, @TempDir Path keys) throws IOException {
        CertificateAuthority authority = CertificateAuthority.found(keys, "authority");
        CertificateAuthority.Identity expired = authority.expiredServer("localhost");
        Tls server = new Tls(
                Optional.empty(),
                Optional.of(expired.chain().toString()),
                Optional.of(expired.key().toString()));
        ServerSocket socket = PemTls.context(server)
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        try (Listener broker = new Listener(socket);
                HubInThisJvm hub = HubInThisJvm.begin(
                        home, files(broker.port(), ", tls: { ca: \"" + authority.ca() + "\" }", "https"))) {
            assertProblems(hub, "kafka", "its certificate is not valid today (NotAfter: ", "renew it");
            assertProblems(hub, "rabbit", "its certificate is not valid today (NotAfter: ", "renew it");
            assertProblems(hub, "sqs", "its certificate was not issued by an authority that the hub trusts");
            assertProblems(hub, "sns", "its certificate was not issued by an authority that the hub trusts");
        }
    }

    private static Map<String, String> files(int port, String tls, String scheme) {
        return Map.of("hub.yaml", """
                connections:
                  kafka: { kafka: { brokers: "localhost:%1$d"%2$s } }
                  rabbit: { rabbitmq: { addresses: "localhost:%1$d", username: hub, password: secret%2$s } }
                  aws: { aws: { region: eu-west-1, endpoint: "%3$s://localhost:%1$d", accessKeyId: a, secretAccessKey: b } }
                defaults: { deadLetter: { kafka: { topic: dead } } }
                """.formatted(port, tls, scheme), "routes/all.yaml", ROUTES);
    }

    private static void assertProblems(HubInThisJvm hub, String route, String... parts) {
        await(route)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(hub.route(route).problems())
                        .anySatisfy(problem -> assertThat(problem).contains(parts)));
    }

    /** Accepts connections, and keeps them. */
    private static final class Listener implements AutoCloseable {

        private final ServerSocket server;
        private final List<Socket> accepted = new ArrayList<>();

        Listener(ServerSocket server) {
            this.server = server;
            Threads.daemon("listener", this::accept).start();
        }

        int port() {
            return server.getLocalPort();
        }

        private void accept() {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    accepted.add(socket);
                    if (socket instanceof SSLSocket) {
                        Threads.daemon("handshake", () -> shakeHands((SSLSocket) socket))
                                .start();
                    }
                } catch (IOException e) {
                    // The test is over, or the caller is gone.
                }
            }
        }

        private static void shakeHands(SSLSocket socket) {
            try {
                socket.startHandshake();
            } catch (IOException e) {
                // As the caller has it.
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
            for (Socket socket : List.copyOf(accepted)) {
                socket.close();
            }
        }
    }
}
