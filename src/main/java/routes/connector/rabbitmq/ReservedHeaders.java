package routes.connector.rabbitmq;

import java.util.Set;

/** Headers with a meaning for RabbitMQ. Headers of an event with these names must not take effect. Thread-safe. */
final class ReservedHeaders {

    private static final Set<String> OF_A_QUEUE =
            Set.of("x-death", "x-delivery-count", "x-acquired-count", "x-stream-offset");

    private ReservedHeaders() {}

    /** Whether the broker adds this header for one queue; it does not come from the sender. */
    static boolean addedByBroker(String name) {
        return OF_A_QUEUE.contains(name) || name.startsWith("x-first-death-") || name.startsWith("x-last-death-");
    }

    /** Whether the broker interprets this header, or closes the channel if its type is wrong. */
    static boolean interpretedByBroker(String name) {
        return name.equals("CC") || name.equals("BCC") || addedByBroker(name);
    }
}
