package routes.delivery;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;

/**
 * A target of a route, as the delivery sees it.
 *
 * @param label how operators see it: {@code kafka:orders}
 * @param window how many events of one key may be in flight at once without endangering their order
 * @param ordered whether events of one key keep their order
 */
public record DeliveryTarget(String label, Endpoint endpoint, int window, boolean ordered) {

    /**
     * The target of a route's dead letters.
     *
     * @param key of every dead letter, in place of the event's own
     * @param address of every dead letter at its target
     */
    public record DeadLetterTarget(DeliveryTarget target, Optional<String> key, Map<String, String> address) {}
}
