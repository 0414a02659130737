package routes.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import routes.testkit.CertificateAuthority;

/** Answers for one ConfigMap as the API of a cluster does: over TLS, to the holder of a token, with merge patches of RFC 7396. */
final class KubernetesStub {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/api/v1/namespaces/integration/configmaps/hub-halts";

    private final ObjectNode configMap = JSON.createObjectNode();
    private final Deque<Integer> failures = new ArrayDeque<>();
    private final List<String> tokens = new ArrayList<>();
    private final HttpsServer server;
    private String token = "first";
    private Runnable beforeAnswer = () -> {};

    KubernetesStub(CertificateAuthority.Identity identity) throws IOException, GeneralSecurityException {
        configMap.put("kind", "ConfigMap").put("apiVersion", "v1");
        configMap.putObject("metadata").put("name", "hub-halts").put("namespace", "integration");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(identity)));
        server.createContext("/", this::answer);
        server.start();
    }

    private static SSLContext context(CertificateAuthority.Identity identity)
            throws IOException, GeneralSecurityException {
        byte[] key = Base64.getMimeDecoder().decode(identity.keyText().replaceAll("-----.*?-----", ""));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry(
                "server",
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
                new char[0],
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(
                                new ByteArrayInputStream(identity.chainText().getBytes(StandardCharsets.US_ASCII)))
                        .toArray(new Certificate[0]));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    int port() {
        return server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
    }

    /** From now on only this token is accepted. */
    synchronized void accept(String newToken) {
        token = newToken;
    }

    /** The next requests are answered with these statuses. */
    synchronized void fail(Integer... statuses) {
        failures.addAll(List.of(statuses));
    }

    synchronized void beforeAnswer(Runnable action) {
        beforeAnswer = action;
    }

    synchronized JsonNode data() {
        return configMap.path("data").deepCopy();
    }

    synchronized List<String> tokens() {
        return List.copyOf(tokens);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        tokens.add(given.replaceFirst("^Bearer ", ""));
        beforeAnswer.run();
        int status = failures.isEmpty() ? status(exchange, given) : failures.removeFirst();
        if (status == 200 && exchange.getRequestMethod().equals("PATCH")) {
            merge(JSON.readTree(exchange.getRequestBody()));
        }
        byte[] body = (status == 200 ? configMap : problem(status)).toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private int status(HttpExchange exchange, String given) {
        if (!given.equals("Bearer " + token)) {
            return 401;
        }
        if (!exchange.getRequestURI().getPath().equals(PATH)) {
            return 404;
        }
        boolean patch = exchange.getRequestMethod().equals("PATCH");
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        return patch && !"application/merge-patch+json".equals(type) ? 415 : 200;
    }

    private static ObjectNode problem(int status) {
        return JSON.createObjectNode()
                .put("kind", "Status")
                .put("code", status)
                .put("message", "the stub says " + status);
    }

    private void merge(JsonNode patch) {
        ObjectNode data = configMap.withObject("/data");
        patch.path("data").properties().forEach(field -> {
            if (field.getValue().isNull()) {
                data.remove(field.getKey());
            } else {
                data.set(field.getKey(), field.getValue());
            }
        });
    }
}
