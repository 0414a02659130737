/**
 * WHERE events come from and go to: one folder a broker, all alike.
 *
 * <p>Each folder has a Camel component with endpoints, a consumer that extends {@link routes.connector.SourceConsumer}, a
 * producer that extends {@link routes.connector.TargetProducer}, and the translation between {@link routes.event.Event} and
 * the broker's own messages. A connector only connects, takes, hands over and acknowledges: it never counts, retries,
 * dead-letters or logs a failure of an event.
 *
 * <p>A hub may have a thousand routes, most of them idle. What an idle one costs is its source, and no more than the
 * broker's own client makes of that: a target connects when it is first sent something, what is asked of a connection is
 * asked by one client for all ({@link routes.connector.ReadinessChecks}), and what only has to be looked at now and then shares its
 * threads with all others of its connection.
 */
package routes.connector;
