package routes.definition;

import java.util.List;

/** What operators may ask the hub at any time. Implementations are thread-safe and do not block. */
public interface HubStatus {

    /** Every route that HUB_HOME names, sound or not, by name. */
    List<RouteStatus> routes();

    /** What is wrong in HUB_HOME. */
    List<Problem> problems();

    /** The hash of the configuration that runs; empty where there is none. */
    String configuration();
}
