package routes.state;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import routes.control.EventOrder;
import routes.support.Sha256;

/**
 * An order about one event, for the replica that has the event.
 *
 * @param event the id of the event, see {@link routes.control.EventId}
 * @param expires when the order lapses if no replica can carry it out until then
 */
public record StoredOrder(String route, String event, EventOrder order, Instant expires) {

    private static final int KEY_LENGTH = 32;

    /** Identifies the event in the store. A later order about the same event replaces an earlier one. */
    String key() {
        return Sha256.of((route + "/" + event).getBytes(StandardCharsets.UTF_8)).substring(0, KEY_LENGTH);
    }
}
