package routes.state;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Stores orders in the ConfigMap that also holds the halts, one key for each event. Thread-safe. */
public final class ConfigMapEventOrderStore implements EventOrderStore {

    /** Names of routes contain no dot, so that no key of a halt begins like this. */
    static final String PREFIX = "event-order.";

    private final StateConfigMap configMap;

    public ConfigMapEventOrderStore(ConfigMapClient client) {
        this.configMap = new StateConfigMap(client);
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
