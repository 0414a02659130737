/**
 * The root only wires: {@link routes.HubService} makes the hub from its packages and starts it with Quarkus.
 *
 * <p>The journey of an event:
 *
 * <pre>
 * hub.yaml, routes/*.yaml ─ config ─▶ model ─ compile ─▶ {@link routes.runtime.Hub} ─▶ one Camel route each, by {@link routes.runtime.HubRouteBuilder}
 *
 *  connector   SourceConsumer      receives events and hands them on as a Batch: one exchange for many events
 *    ▼
 *  runtime     RoutingProcessor    asks the route's Pipeline for a RoutingDecision about each event
 *    ▼
 *  delivery    DeliveryProcessor   a TargetQueue for each target: order of keys, retry, hold; and one for dead letters
 *    ▼
 *  connector   TargetProducer      sends many events at once, and answers each when the broker has confirmed it
 *    ▼
 *  delivery    EventDelivery       all targets, or the dead letter, hold the event: its outcome is counted
 *    ▼
 *  connector   ReceivedEvent       acknowledges the event at its source
 * </pre>
 *
 * <p>Who knows whom, from the bottom up; nobody knows a package further to the right of its line, or on a line above it:
 *
 * <pre>
 *  cli · HubService
 *  sandbox
 *  runtime · editing
 *  compile
 *  config · pipeline · delivery · connector · telemetry · api · state · camel     none of them knows another
 *  control · event
 *  model
 *  support
 * </pre>
 *
 * <p>{@link routes.runtime.ConfigurationWatcher} tells the hub of each change in HUB_HOME; a {@link routes.runtime.ManagedRoute} replaces
 * one version of a route by the next. {@link routes.runtime.RouteHalts} knows which routes operators have halted, and
 * {@link routes.runtime.EventOrders} what they have ordered about single events; {@link
 * routes.editing.RouteEditor} writes routes for them; {@link routes.sandbox.Sandbox} is where text is tried before. Plain Camel routes, where they are on, take no part in this journey: {@link
 * routes.camel.CamelRoutes} run beside it.
 */
package routes;
