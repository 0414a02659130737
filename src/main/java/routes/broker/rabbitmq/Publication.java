package routes.broker.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;

/** A parcel as it goes to the broker. */
record Publication(String routingKey, BasicProperties properties, byte[] body) {}
