package routes.state;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stores orders in a ConfigMap, one key for each route, so that all replicas see them. The ConfigMap may hold other keys.
 * Thread-safe.
 */
public final class ConfigMapHaltStore implements HaltStore {

    private final StateConfigMap configMap;

    public ConfigMapHaltStore(ConfigMapClient client) {
        this.configMap = new StateConfigMap(client);
    }

    @Override
    public Map<String, RouteOrder> all() throws IOException {
        Map<String, RouteOrder> all = new TreeMap<>();
        for (Map.Entry<String, String> entry : configMap.data().entrySet()) {
            if (!entry.getKey().startsWith(ConfigMapEventOrderStore.PREFIX)) {
                all.put(route(entry.getKey()), HaltFormat.read(entry.getValue()));
            }
        }
        return all;
    }

    @Override
    public void keep(String route, RouteOrder order) throws IOException {
        configMap.put(key(route), HaltFormat.of(order));
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
