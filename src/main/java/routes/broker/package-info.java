/**
 * WHERE events come from and go to: one folder a broker, all alike.
 *
 * <p>Each folder has a Camel component with endpoints, a consumer that extends {@link routes.broker.SourceConsumer}, a
 * producer that extends {@link routes.broker.TargetProducer}, and the translation between {@link routes.event.Event} and
 * the broker's own messages. A connector only connects, takes, hands over and acknowledges: it never counts, retries,
 * dead-letters or logs a failure of an event.
 */
package routes.broker;
