package routes.control;

import routes.control.RouteEditing.Author;

/**
 * Pauses, stops, resumes and restarts routes for operators. Implementations are thread-safe.
 *
 * <p>All methods throw {@link OperationRejectedException} if there is no such route, or if the command cannot be stored: a
 * command that would be forgotten at the next start is rejected.
 */
public interface RouteControl {

    /** Pauses or stops the route until it is resumed. Returns as soon as the command is stored; does not wait for the route. */
    void halt(String route, Halt halt);

    /**
     * Lets a halted route continue with the definition that HUB_HOME has now. A replica that has not loaded that definition yet
     * stays halted until it has. Does nothing if the route is not halted.
     */
    void resume(String route, Author author);

    /**
     * Lets the route finish its events in flight, stops it and starts it again, on this replica only. If a new definition waits for
     * its endpoints, it takes the place of the running one. Does not wait for the route.
     */
    void restart(String route);
}
