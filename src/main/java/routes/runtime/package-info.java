/**
 * The running hub: a Camel route for each compiled route, and its life from waiting for its endpoints to retirement.
 *
 * <p>{@link routes.runtime.Hub} follows each new configuration. {@link routes.runtime.RouteRegistry} holds a {@link
 * routes.runtime.ManagedRoute} for each name, which replaces one version by the next; a {@link routes.runtime.RouteSupervisor} is
 * one version. {@link routes.runtime.RouteHalts} knows which routes operators have halted. Knows {@code compile} and all packages
 * of the journey, and neither {@code api} nor {@code cli}.
 */
package routes.runtime;
