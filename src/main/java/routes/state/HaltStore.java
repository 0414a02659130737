package routes.state;

import java.io.IOException;
import java.util.Map;
import routes.control.Halt;

/** The orders by which routes take no events, kept where all replicas of the hub look. Thread-safe. */
public interface HaltStore {

    /** All that hold now, by route. */
    Map<String, Halt> all() throws IOException;

    /** Keeps an order, in place of an earlier one for the route. */
    void keep(String route, Halt halt) throws IOException;

    /** Forgets the order for the route, where there is one. */
    void forget(String route) throws IOException;

    /** Where they are kept, for operators. */
    String where();
}
