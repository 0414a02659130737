package routes.state;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The ConfigMap in the hub's own namespace that holds what replicas share. It is read through the API instead of a mounted
 * volume, which can be up to a minute behind. Changes patch only one key, so that concurrent changes do not conflict. Thread-safe.
 */
final class StateConfigMap {

    private final ConfigMapClient client;

    StateConfigMap(ConfigMapClient client) {
        this.client = client;
    }

    Map<String, String> data() throws IOException {
        Optional<Map<String, String>> data;
        try {
            data = client.data();
        } catch (IOException e) {
            throw new IOException(where() + " cannot be read: " + e.getMessage(), e);
        }
        return data.orElseThrow(() -> new IOException(where() + " does not exist; create it, without data"));
    }

    void put(String key, String value) throws IOException {
        set(key, Optional.of(value));
    }

    void remove(String key) throws IOException {
        set(key, Optional.empty());
    }

    private void set(String key, Optional<String> value) throws IOException {
        try {
            client.set(key, value);
        } catch (IOException e) {
            throw new IOException(where() + " cannot be written: " + e.getMessage(), e);
        }
    }

    String where() {
        return "the ConfigMap " + client;
    }
}
