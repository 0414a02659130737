/**
 * RabbitMQ, on its own Java client.
 *
 * <p>A {@link routes.connector.rabbitmq.RabbitSource} outlives many subscriptions, and a target many publishers: each of those is
 * one channel, and what belongs to a lost channel (delivery tags, sequence numbers) ends with it. {@link
 * routes.connector.rabbitmq.AmqpDecoder} and {@link routes.connector.rabbitmq.AmqpEncoder} translate. The hub declares nothing at
 * the broker. Knows what connectors share.
 */
package routes.connector.rabbitmq;
