package routes.broker.rabbitmq;

import com.rabbitmq.client.Connection;

/** One open connection with the socket under it. */
record RabbitLine(Connection connection, Wire wire) {}
