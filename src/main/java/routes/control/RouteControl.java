package routes.control;

/**
 * What operators may order about a route that runs. Implementations are thread-safe.
 *
 * <p>All methods throw {@link OperationRejectedException} where there is no such route, or where an order cannot be kept: one that would be forgotten
 * at the next start is none.
 */
public interface RouteControl {

    /** The route takes nothing more until it is resumed; returns once the order is kept, and does not wait for the route. */
    void halt(String route, Halt halt);

    /** The route goes on. Nothing happens where it was not halted. */
    void resume(String route);

    /** The route finishes what is in flight, stops and starts anew, on this replica alone. Does not wait for it. */
    void restart(String route);
}
