package routes.control;

import java.util.List;
import java.util.Optional;
import routes.model.Problem;

/** What operators may ask the hub at any time. Implementations are thread-safe and do not block. */
public interface HubStatus {

    /** Every route that HUB_HOME names, sound or not, by name. */
    List<RouteStatus> routes();

    /** The route of this name, if HUB_HOME names it. */
    Optional<RouteStatus> route(String name);

    /** What is wrong in HUB_HOME. */
    List<Problem> problems();

    /** The hash of the configuration that runs; empty where there is none. */
    String configuration();
}
