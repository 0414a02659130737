package routes.state;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps orders in memory, for a hub that has no place to store them: only its own events can be meant. Thread-safe. */
public final class LocalEventOrderStore implements EventOrderStore {

    private final Map<String, StoredOrder> orders = new ConcurrentHashMap<>();

    @Override
    public List<StoredOrder> all() {
        return List.copyOf(orders.values());
    }

    @Override
    public void keep(StoredOrder order) {
        orders.put(order.key(), order);
    }

    @Override
    public void forget(StoredOrder order) {
        orders.remove(order.key());
    }

    @Override
    public String where() {
        return "memory";
    }

    @Override
    public boolean isShared() {
        return false;
    }
}
