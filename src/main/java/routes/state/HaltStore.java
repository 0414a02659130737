package routes.state;

import java.io.IOException;
import java.util.Map;

/**
 * Stores the last order for each route that is halted, or was resumed at a newer revision, where all replicas of the hub can read
 * it. Implementations are thread-safe.
 */
public interface HaltStore {

    /** All orders, by route. */
    Map<String, RouteOrder> all() throws IOException;

    /** Stores an order and replaces an earlier one for the route. */
    void keep(String route, RouteOrder order) throws IOException;

    /** Removes the order for the route, if there is one. */
    void forget(String route) throws IOException;

    /** The place of the store, for messages. */
    String where();
}
