package routes.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers for one ConfigMap as a cluster's API does, merge patches of RFC 7396 included. */
class ConfigMapHaltStoreTest extends HaltStoreContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/api/v1/namespaces/integration/configmaps/hub-halts";

    private final ObjectNode configMap = JSON.createObjectNode();
    private HttpServer api;
    private KubernetesClient client;

    @BeforeEach
    void begin() throws IOException {
        configMap.put("kind", "ConfigMap").put("apiVersion", "v1");
        configMap.putObject("metadata").put("name", "hub-halts").put("namespace", "integration");
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
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

    @AfterEach
    void end() {
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

    @Override
    HaltStore one() {
        return new ConfigMapHaltStore(client, "hub-halts");
    }

    @Override
    HaltStore other() {
        return new ConfigMapHaltStore(client, "hub-halts");
    }

    @Test
    void useOnlyKeysThatAConfigMapMayHave() throws IOException {
        one().keep("camel:orders.in_2", PAUSE);

        assertThat(configMap.path("data").fieldNames()).toIterable().containsExactly("camel.orders.in_2");
    }

    @Test
    void sayThatTheConfigMapIsMissing() {
        assertThatThrownBy(() -> new ConfigMapHaltStore(client, "nothing").all())
                .isInstanceOf(IOException.class)
                .hasMessage("the ConfigMap integration/nothing does not exist; create it, without data");
    }

    @Test
    void sayThatTheClusterIsAway() {
        api.stop(0);

        assertThatThrownBy(() -> one().all())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the ConfigMap integration/hub-halts cannot be read");
    }
}
