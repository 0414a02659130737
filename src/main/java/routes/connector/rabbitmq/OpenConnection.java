package routes.connector.rabbitmq;

import com.rabbitmq.client.Connection;

/** An open connection and its socket. */
record OpenConnection(Connection connection, CorkableFrameHandler wire) {}
