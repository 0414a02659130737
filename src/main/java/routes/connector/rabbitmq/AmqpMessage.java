package routes.connector.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;

/** A message in the form in which it is published. */
record AmqpMessage(String routingKey, BasicProperties properties, byte[] body) {}
