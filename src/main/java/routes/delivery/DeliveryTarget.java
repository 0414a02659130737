package routes.delivery;

import java.util.Optional;
import org.apache.camel.Endpoint;

/**
 * A target of a route, as the delivery sees it.
 *
 * @param label how operators see it: {@code kafka:orders}
 * @param window how many events of one key may be on their way at once without endangering their order
 * @param ordered whether events of one key keep their order
 * @param deduplicates whether the target wants an id by which it knows an event that it already has
 */
public record DeliveryTarget(String label, Endpoint endpoint, int window, boolean ordered, boolean deduplicates) {

    /**
     * The last resort of a route.
     *
     * @param key of every dead letter, in place of the event's own
     */
    public record DeadLetterTarget(DeliveryTarget target, Optional<String> key, Optional<String> routingKey) {}
}
