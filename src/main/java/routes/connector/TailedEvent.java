package routes.connector;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import routes.event.Event;

/**
 * An event that was seen at a target.
 *
 * @param position where it is there; only the name of the target if its broker has no positions
 * @param time at which it was created or sent, if that is known
 * @param address what the broker was told beside the event, such as {@code routingKey}
 */
public record TailedEvent(String position, Optional<Instant> time, Map<String, String> address, Event event) {}
