package routes.event;

import java.util.Optional;

/**
 * An event made ready for one target. Immutable.
 *
 * @param routingKey where the target routes by one that is not the event's key
 * @param deduplicationId by which a FIFO target knows an event that it already has
 */
public record OutboundMessage(Event event, Optional<String> routingKey, Optional<String> deduplicationId) {

    public static OutboundMessage of(Event event) {
        return new OutboundMessage(event, Optional.empty(), Optional.empty());
    }
}
