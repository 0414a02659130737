package routes.state;

import java.io.IOException;
import java.util.List;

/**
 * Stores operators' orders about single events where all replicas of the hub can read them, until they are carried out or lapse.
 * Implementations are thread-safe.
 */
public interface EventOrderStore {

    /** All orders. One that cannot be read is left out. */
    List<StoredOrder> all() throws IOException;

    /** Stores an order and replaces an earlier one about the event. */
    void keep(StoredOrder order) throws IOException;

    /** Removes the order about the event, if there is one. */
    void forget(StoredOrder order) throws IOException;

    /** The place of the store, for messages. */
    String where();

    /** Whether other replicas can read it. */
    boolean isShared();
}
