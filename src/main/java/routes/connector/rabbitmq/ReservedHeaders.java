package routes.connector.rabbitmq;

/** Headers by which RabbitMQ speaks or is spoken to; a sender's headers of these names must not take effect. */
final class ReservedHeaders {

    private ReservedHeaders() {}

    /** Whether the broker writes it, about this one queue: nothing that the sender said. */
    static boolean told(String name) {
        return name.equals("x-death")
                || name.equals("x-delivery-count")
                || name.startsWith("x-first-death-")
                || name.startsWith("x-last-death-");
    }

    /** Whether the broker acts on it, or closes the channel where it is not of the type that it expects. */
    static boolean obeyed(String name) {
        return name.equals("CC") || name.equals("BCC") || told(name);
    }
}
