package routes.state;

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

    private final ConfigMapClient configMap;

    public ConfigMapHaltStore(ConfigMapClient configMap) {
        this.configMap = configMap;
    }

    @Override
    public Map<String, RouteOrder> all() throws IOException {
        Map<String, RouteOrder> all = new TreeMap<>();
        read().forEach((key, value) -> all.put(route(key), HaltFormat.read(value)));
        return all;
    }

    private Map<String, String> read() throws IOException {
        Optional<Map<String, String>> data;
        try {
            data = configMap.data();
        } catch (IOException e) {
            throw new IOException(where() + " cannot be read: " + e.getMessage(), e);
        }
        return data.orElseThrow(() -> new IOException(where() + " does not exist; create it, without data"));
    }

    @Override
    public void keep(String route, RouteOrder order) throws IOException {
        write(route, Optional.of(HaltFormat.of(order)));
    }

    @Override
    public void forget(String route) throws IOException {
        write(route, Optional.empty());
    }

    private void write(String route, Optional<String> value) throws IOException {
        try {
            configMap.set(key(route), value);
        } catch (IOException e) {
            throw new IOException(where() + " cannot be written: " + e.getMessage(), e);
        }
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
        return "the ConfigMap " + configMap;
    }
}
