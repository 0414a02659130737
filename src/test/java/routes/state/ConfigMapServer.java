package routes.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A server that answers for one ConfigMap as a cluster's API does, merge patches of RFC 7396 included. */
final class ConfigMapServer implements AutoCloseable {

    static final String NAME = "hub-halts";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/api/v1/namespaces/integration/configmaps/" + NAME;

    private final ObjectNode configMap = JSON.createObjectNode();
    private final HttpServer api;
    private final KubernetesClient client;

    ConfigMapServer() {
        configMap.put("kind", "ConfigMap").put("apiVersion", "v1");
        configMap.putObject("metadata").put("name", NAME).put("namespace", "integration");
        try {
            api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        api.createContext("/", this::answer);
        api.start();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + api.getAddress().getPort())
                        .withNamespace("integration")
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    KubernetesClient client() {
        return client;
    }

    JsonNode data() {
        return configMap.path("data");
    }

    void stop() {
        api.stop(0);
    }

    @Override
    public void close() {
        client.close();
        api.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        boolean known = exchange.getRequestURI().getPath().equals(PATH);
        if (known && exchange.getRequestMethod().equals("PATCH")) {
            merge(JSON.readTree(exchange.getRequestBody()));
        }
        byte[] body =
                (known ? configMap.toString() : "{\"kind\":\"Status\",\"code\":404}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(known ? 200 : 404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
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
