/**
 * The shared part of all connectors. A connector connects the hub to one kind of system, as a Camel component with endpoints.
 * Each connector has a package of its own with the same structure.
 *
 * <p>Each folder has a component and endpoints ({@link routes.connector.HubEndpoint}), a consumer that extends {@link
 * routes.connector.SourceConsumer}, a producer that extends {@link routes.connector.TargetProducer}, and an encoder and a decoder
 * between {@link routes.event.Event} and the system's own messages. A connector connects, receives, sends and acknowledges.
 * It never counts, retries, dead-letters or logs failed events: {@code delivery} does that for all connectors.
 *
 * <p>An idle route costs little: a target connects when it first sends, and all readiness checks of one connection share one
 * client and one thread ({@link routes.connector.ReadinessChecks}). Depends on {@code event}, {@code model} and
 * {@code support}, but not on any connector.
 */
package routes.connector;
