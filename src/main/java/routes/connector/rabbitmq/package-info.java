/**
 * RabbitMQ, on its own Java client.
 *
 * <p>A {@link routes.connector.rabbitmq.RabbitSource} lives through many subscriptions, a target through many publishings:
 * each is one connection with one channel, and whatever belongs to a lost one (delivery tags, sequence numbers) dies with
 * it. {@link routes.connector.rabbitmq.AmqpDecoder} and {@link routes.connector.rabbitmq.AmqpEncoder} translate. The hub
 * declares nothing at the broker.
 */
package routes.connector.rabbitmq;
