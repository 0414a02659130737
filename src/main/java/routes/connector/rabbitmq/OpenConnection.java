package routes.connector.rabbitmq;

import com.rabbitmq.client.Connection;

/** One open connection with the socket under it. */
record OpenConnection(Connection connection, CorkableFrameHandler wire) {}
