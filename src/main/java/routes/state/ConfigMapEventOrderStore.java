package routes.state;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Stores orders in the ConfigMap that also holds the halts, one key for each event. Thread-safe. */
public final class ConfigMapEventOrderStore implements EventOrderStore {

    /** Names of routes contain no dot, so that no key of a halt begins like this. */
    static final String PREFIX = "event-order.";

    private final StateConfigMap configMap;

    /** @param client the client, which this class does not close */
    public ConfigMapEventOrderStore(KubernetesClient client, String name) {
        this.configMap = new StateConfigMap(client, name);
    }

    @Override
    public List<StoredOrder> all() throws IOException {
        return configMap.data().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PREFIX))
                .map(Map.Entry::getValue)
                .flatMap(text -> EventOrderFormat.read(text).stream())
                .toList();
    }

    @Override
    public void keep(StoredOrder order) throws IOException {
        configMap.put(PREFIX + order.key(), EventOrderFormat.of(order));
    }

    @Override
    public void forget(StoredOrder order) throws IOException {
        configMap.remove(PREFIX + order.key());
    }

    @Override
    public String where() {
        return configMap.where();
    }

    @Override
    public boolean isShared() {
        return true;
    }
}
