package routes.state;

import java.io.IOException;
import java.util.Map;
import routes.control.Halt;

/** Stores operators' halts of routes where all replicas of the hub can read them. Implementations are thread-safe. */
public interface HaltStore {

    /** All current halts, by route. */
    Map<String, Halt> all() throws IOException;

    /** Stores a halt and replaces an earlier one for the route. */
    void keep(String route, Halt halt) throws IOException;

    /** Removes the halt of the route, if there is one. */
    void forget(String route) throws IOException;

    /** The place of the store, for messages. */
    String where();
}
