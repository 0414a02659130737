/**
 * The root: assembles the hub from its rooms and knows them all; none of them knows the root.
 *
 * <p>The journey of an event:
 *
 * <pre>
 * hub.yaml, routes/*.yaml ── config ──▶ definition ── {@link routes.Hub} ──▶ one Camel route each, by {@link routes.HubRouteBuilder}
 *
 *  broker: SourceConsumer      takes events and hands them on as a Batch, one exchange for many events
 *    ▼
 *  {@link routes.Decide}       counts what was received; step: an Itinerary gives each event its verdict
 *    ▼
 *  delivery: Delivery          a queue per target: order of keys, retry, hold; and one for dead letters
 *    ▼
 *  broker: TargetProducer      sends many at once, answers each on its own when the broker has confirmed it
 *    ▼
 *  delivery: Journey           all targets, or the dead letter, hold the event: its outcome is counted
 *    ▼
 *  broker: Passage.finished    the source acknowledges what is finished
 * </pre>
 *
 * <p>{@link routes.HomeWatch} tells the hub of each change in HUB_HOME; a {@link routes.RouteSlot} is the name under which one route
 * makes way for the next. {@link routes.Helm} knows which routes operators have halted; {@link routes.HomeAuthor} writes routes for them.
 *
 * <p>Plain Camel routes, where they are on, take no part in this journey: {@link routes.camel.Guests} run beside it.
 *
 * <p>{@code definition} is WHAT a route is, {@code event} WHAT travels, {@code config} HOW files become definitions,
 * {@code broker} WHERE events come from and go to, {@code step} WHAT happens on the way, {@code delivery} WHAT IF it fails,
 * {@code telemetry} HOW operators see it, {@code api} HOW they steer it, {@code memory} WHAT outlives a start, {@code camel} WHAT IF a
 * route must do what no hub route can.
 */
package routes;
