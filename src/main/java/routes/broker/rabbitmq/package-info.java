/**
 * RabbitMQ, on its own Java client.
 *
 * <p>A {@link routes.broker.rabbitmq.RabbitSource} lives through many subscriptions, a target through many publishings:
 * each is one connection with one channel, and whatever belongs to a lost one (delivery tags, sequence numbers) dies with
 * it. {@link routes.broker.rabbitmq.RabbitReading} and {@link routes.broker.rabbitmq.RabbitWriting} translate. The hub
 * declares nothing at the broker.
 */
package routes.broker.rabbitmq;
