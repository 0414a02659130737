package routes.event;

import java.util.Map;
import java.util.Optional;

/**
 * An event made ready for one target. Immutable.
 *
 * @param address what the target is told beside the event, by the names that its connector knows: {@code routingKey},
 *     {@code deduplicationId}
 */
public record OutboundMessage(Event event, Map<String, String> address) {

    public OutboundMessage {
        address = Map.copyOf(address);
    }

    /** The part of the address with this name. */
    public Optional<String> address(String name) {
        return Optional.ofNullable(address.get(name));
    }
}
