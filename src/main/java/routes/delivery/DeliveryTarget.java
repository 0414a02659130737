package routes.delivery;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;

/**
 * A target of a route, with the properties that the delivery needs.
 *
 * @param label the label of the target in logs and metrics: {@code kafka:orders}
 * @param window how many events of one key may be in flight at once without endangering their order
 * @param ordered whether events of one key keep their order
 */
public record DeliveryTarget(String label, Endpoint endpoint, int window, boolean ordered) {

    /**
     * The target of a route's dead letters.
     *
     * @param key the key of every dead letter, which replaces the key of the event
     * @param address the address parameters of every dead letter at its target
     * @param cuts whether a dead letter that is too large is cut, instead of parked until an operator decides
     */
    public record DeadLetterTarget(
            DeliveryTarget target, Optional<String> key, Map<String, String> address, boolean cuts) {}
}
