package routes.state;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The ConfigMap in the hub's own namespace that holds what replicas share. It is read through the API instead of a mounted
 * volume, which can be up to a minute behind. Changes patch only one key, so that concurrent changes do not conflict. Thread-safe.
 */
final class StateConfigMap {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final String name;

    /** @param client the client, which this class does not close */
    StateConfigMap(KubernetesClient client, String name) {
        this.client = client;
        this.name = name;
    }

    Map<String, String> data() throws IOException {
        try {
            ConfigMap found = Optional.ofNullable(configMap().get())
                    .orElseThrow(() -> new IOException(where() + " does not exist; create it, without data"));
            return Optional.ofNullable(found.getData()).orElse(Map.of());
        } catch (KubernetesClientException e) {
            throw new IOException(where() + " cannot be read: " + reason(e), e);
        }
    }

    void put(String key, String value) throws IOException {
        patch(JSON.createObjectNode().put(key, value).toString());
    }

    void remove(String key) throws IOException {
        patch(JSON.createObjectNode().putNull(key).toString());
    }

    private Resource<ConfigMap> configMap() {
        return client.configMaps().inNamespace(client.getNamespace()).withName(name);
    }

    private void patch(String data) throws IOException {
        try {
            configMap().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":" + data + "}");
        } catch (KubernetesClientException e) {
            throw new IOException(where() + " cannot be written: " + reason(e), e);
        }
    }

    /** A short reason, because the client's own message is very long. */
    private static String reason(KubernetesClientException e) {
        return e.getCode() > 0
                ? "the Kubernetes API answered with status " + e.getCode()
                : String.valueOf(Optional.ofNullable(e.getCause()).orElse(e).getMessage());
    }

    String where() {
        return "the ConfigMap " + client.getNamespace() + "/" + name;
    }
}
