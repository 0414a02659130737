package routes.delivery;

import org.apache.camel.Endpoint;
import routes.event.Readiness;

/** A target of a route that runs, for those who look now and then whether its system answers. Thread-safe. */
public interface WatchedTarget {

    Endpoint endpoint();

    /** How many events it has confirmed since the route was started. */
    long confirmations();

    /** Its system was asked whether it answers. */
    void looked(Readiness readiness);
}
