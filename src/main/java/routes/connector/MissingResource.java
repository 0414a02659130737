package routes.connector;

import java.util.Optional;

/**
 * A topic, queue, exchange or binding that routes need and that their broker does not have.
 *
 * @param name such as {@code topic 'orders.dead'}
 * @param details how it would be made, such as {@code 3 partitions}; may be empty
 * @param note what else an administrator has to know, for example that nothing receives from it yet
 * @param isCertain false if the broker does not tell whether it is there, so that it is made in any case
 */
public record MissingResource(
        String name, String details, Optional<String> note, boolean isCertain, Creation creation) {

    /** One that is known to be missing. */
    public MissingResource(String name, String details, Optional<String> note, Creation creation) {
        this(name, details, note, true, creation);
    }

    /** Makes it. What another process has made meanwhile stays as it is, and is no failure. */
    @FunctionalInterface
    public interface Creation {

        /** @throws ConnectorException if it cannot be made; says why, and which right is missing where one is */
        void make();
    }

    /** As a line of a plan: {@code topic 'orders.dead' (3 partitions)}. */
    @Override
    public String toString() {
        return details.isEmpty() ? name : name + " (" + details + ")";
    }
}
