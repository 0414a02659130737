/**
 * RabbitMQ, with RabbitMQ's Java client.
 *
 * <p>During the life of a {@link routes.connector.rabbitmq.RabbitSource} there can be many subscriptions, and many publishers
 * during that of a target. Each of them has one channel; everything that belongs to a channel (delivery tags, sequence
 * numbers) ends with it. {@link routes.connector.rabbitmq.AmqpDecoder} and {@link routes.connector.rabbitmq.AmqpEncoder}
 * convert messages. The running hub declares nothing at the broker. Depends on {@code connector}.
 */
package routes.connector.rabbitmq;
