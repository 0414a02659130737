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
import java.util.TreeMap;

/**
 * Stores orders in a ConfigMap in the hub's own namespace, one key for each route, so that all replicas see them. Reads
 * the ConfigMap through the API instead of a mounted volume, which can be up to a minute behind. Changes patch only one key,
 * so concurrent changes of different routes do not conflict. Thread-safe.
 */
public final class ConfigMapHaltStore implements HaltStore {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final String name;

    /** @param client the client, which this class does not close */
    public ConfigMapHaltStore(KubernetesClient client, String name) {
        this.client = client;
        this.name = name;
    }

    private Resource<ConfigMap> configMap() {
        return client.configMaps().inNamespace(client.getNamespace()).withName(name);
    }

    @Override
    public Map<String, RouteOrder> all() throws IOException {
        try {
            ConfigMap found = Optional.ofNullable(configMap().get())
                    .orElseThrow(() -> new IOException(where() + " does not exist; create it, without data"));
            Map<String, RouteOrder> all = new TreeMap<>();
            for (Map.Entry<String, String> entry :
                    Optional.ofNullable(found.getData()).orElse(Map.of()).entrySet()) {
                all.put(route(entry.getKey()), HaltFormat.read(entry.getValue()));
            }
            return all;
        } catch (KubernetesClientException e) {
            throw new IOException(where() + " cannot be read: " + reason(e), e);
        }
    }

    @Override
    public void keep(String route, RouteOrder order) throws IOException {
        patch(JSON.createObjectNode().put(key(route), HaltFormat.of(order)).toString());
    }

    @Override
    public void forget(String route) throws IOException {
        patch(JSON.createObjectNode().putNull(key(route)).toString());
    }

    /**
     * A key of a ConfigMap cannot contain the colon in the name of a plain Camel route, so the colon becomes a dot. Names of
     * other routes have neither colons nor dots.
     */
    private static String key(String route) {
        return route.replace(':', '.');
    }

    private static String route(String key) {
        return key.replaceFirst("\\.", ":");
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

    @Override
    public String where() {
        return "the ConfigMap " + client.getNamespace() + "/" + name;
    }
}
