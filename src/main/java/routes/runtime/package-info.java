/**
 * The running hub: one Camel route for each compiled route, and its lifecycle from the wait for its endpoints to its retirement.
 *
 * <p>{@link routes.runtime.Hub} applies each new configuration. {@link routes.runtime.RouteRegistry} holds a {@link
 * routes.runtime.ManagedRoute} for each name, which replaces one version of the route by the next. A {@link
 * routes.runtime.RouteSupervisor} manages one version. {@link routes.runtime.RouteHalts} holds the halts that operators have
 * placed on routes, {@link routes.runtime.EventOrders} their orders about single events. A {@link
 * routes.runtime.EventWatchdog} looks for events that take too long. This package depends on {@code compile} and on all packages that process events, but neither on {@code api}
 * nor on {@code cli}.
 */
package routes.runtime;
