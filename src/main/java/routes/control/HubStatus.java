package routes.control;

import java.util.List;
import java.util.Optional;
import routes.model.Problem;

/** The state of the hub, for operators. Implementations are thread-safe and do not block. */
public interface HubStatus {

    /** Every route in HUB_HOME, valid or not, sorted by name. */
    List<RouteStatus> routes();

    /** The route of this name, if there is one in HUB_HOME. */
    Optional<RouteStatus> route(String name);

    /** All problems found in HUB_HOME, warnings included. */
    List<Problem> problems();

    /** The hash of the running configuration; empty if there is none. */
    String configuration();
}
