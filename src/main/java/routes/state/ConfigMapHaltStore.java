package routes.state;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import routes.control.Halt;

/**
 * Stores halts in a ConfigMap, one key for each halted route, so that all replicas see them. The ConfigMap may hold other keys.
 * Thread-safe.
 */
public final class ConfigMapHaltStore implements HaltStore {

    private final StateConfigMap configMap;

    /** @param client the client, which this class does not close */
    public ConfigMapHaltStore(KubernetesClient client, String name) {
        this.configMap = new StateConfigMap(client, name);
    }

    @Override
    public Map<String, Halt> all() throws IOException {
        Map<String, Halt> all = new TreeMap<>();
        for (Map.Entry<String, String> entry : configMap.data().entrySet()) {
            if (!entry.getKey().startsWith(ConfigMapEventOrderStore.PREFIX)) {
                all.put(route(entry.getKey()), HaltFormat.read(entry.getValue()));
            }
        }
        return all;
    }

    @Override
    public void keep(String route, Halt halt) throws IOException {
        configMap.put(key(route), HaltFormat.of(halt));
    }

    @Override
    public void forget(String route) throws IOException {
        configMap.remove(key(route));
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

    @Override
    public String where() {
        return configMap.where();
    }
}
