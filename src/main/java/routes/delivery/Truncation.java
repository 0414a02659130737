package routes.delivery;

import java.util.Arrays;
import java.util.Map;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.support.Sha256;

/**
 * The size limits for the event in a dead letter, if its target does not accept the complete event. Only parts that exceed
 * their limit are truncated.
 *
 * @param body number of bytes kept from the beginning of the body
 * @param headers total bytes of all headers; if they exceed it, all are removed, since an incomplete set would be misleading
 * @param key number of bytes kept from the beginning of the key
 * @param detail number of characters kept of the failure's detail
 */
record Truncation(int body, int headers, int key, int detail) {

    boolean shortens(Event event) {
        return event.body().length() > body || event.key().length() > key || shortensHeaders(event);
    }

    private boolean shortensHeaders(Event event) {
        long bytes = 0;
        for (Header header : event.headers()) {
            bytes += header.name().length() + header.value().length();
        }
        return bytes > headers;
    }

    Event of(Event event) {
        return new Event(
                beginning(event.body(), body),
                beginning(event.key(), key),
                shortensHeaders(event) ? Headers.none() : event.headers());
    }

    /** Adds to the facts which parts of the event were truncated. */
    Map<String, String> told(Event event, Map<String, String> facts) {
        if (event.body().length() > body) {
            facts.put("cut-from", Integer.toString(event.body().length()));
            facts.put("cut-sha256", Sha256.of(event.body().array()));
        }
        if (event.key().length() > key) {
            facts.put("cut-key-from", Integer.toString(event.key().length()));
            facts.put("cut-key-sha256", Sha256.of(event.key().array()));
        }
        if (shortensHeaders(event)) {
            facts.put("cut-headers", Integer.toString(event.headers().size()));
        }
        return facts;
    }

    private static Bytes beginning(Bytes bytes, int most) {
        return bytes.length() <= most ? bytes : Bytes.of(Arrays.copyOf(bytes.array(), most));
    }
}
