/**
 * What all connectors share. A connector joins the hub to one kind of system, as an ordinary Camel component with endpoints: one
 * folder each, all alike.
 *
 * <p>Each folder has a component and endpoints ({@link routes.connector.HubEndpoint}), a consumer that extends {@link
 * routes.connector.SourceConsumer}, a producer that extends {@link routes.connector.TargetProducer}, and an encoder and a decoder
 * between {@link routes.event.Event} and the system's own messages. A connector connects, receives, sends and acknowledges. It
 * never counts, retries, dead-letters or logs a failed event: the delivery does that once for all.
 *
 * <p>An idle route costs little: a target connects when it first sends, and all readiness checks of one connection share one
 * client and one thread ({@link routes.connector.ReadinessChecks}). Knows {@code event}, {@code model} and {@code support}, and no
 * connector.
 */
package routes.connector;
