package routes.connector.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;

/** A parcel as it goes to the broker. */
record AmqpMessage(String routingKey, BasicProperties properties, byte[] body) {}
