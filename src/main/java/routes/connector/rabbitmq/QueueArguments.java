package routes.connector.rabbitmq;

import com.rabbitmq.client.Connection;
import java.util.Map;

/**
 * How a new queue is declared: as a quorum queue, which survives the loss of a node. A broker that is not RabbitMQ has no quorum
 * queues; there it is a durable queue. Immutable and thread-safe.
 *
 * @param described for people
 */
record QueueArguments(Map<String, Object> values, String described) {

    private static final Map<String, Object> QUORUM = Map.of("x-queue-type", "quorum");

    /** From this version on, RabbitMQ drops a message of a quorum queue that has been returned 20 times. */
    private static final int LIMITS_DELIVERIES = 4;

    /** @param isSource whether the hub takes from the queue, and so may return messages to it */
    static QueueArguments of(Connection connection, boolean isSource) {
        if (!EndpointChecks.isRabbit(connection)) {
            return new QueueArguments(Map.of(), "durable; this broker is not RabbitMQ, so it cannot be a quorum queue");
        }
        String version = String.valueOf(connection.getServerProperties().get("version"));
        return isSource && major(version) >= LIMITS_DELIVERIES
                ? new QueueArguments(
                        Map.of("x-queue-type", "quorum", "x-delivery-limit", -1), "quorum, without a delivery limit")
                : new QueueArguments(QUORUM, "quorum");
    }

    private static int major(String version) {
        String digits = version.replaceAll("^([0-9]{1,4})\\..*$", "$1");
        return digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : 0;
    }
}
