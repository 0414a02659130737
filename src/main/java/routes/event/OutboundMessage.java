package routes.event;

import java.util.Map;
import java.util.Optional;

/**
 * An event prepared for one target. Immutable.
 *
 * @param address the parameters of the send besides the event, by the names that the connector of the target defines, such as
 *     {@code routingKey} and {@code deduplicationId}
 */
public record OutboundMessage(Event event, Map<String, String> address) {

    public OutboundMessage {
        address = Map.copyOf(address);
    }

    /** The address parameter with this name. */
    public Optional<String> address(String name) {
        return Optional.ofNullable(address.get(name));
    }
}
