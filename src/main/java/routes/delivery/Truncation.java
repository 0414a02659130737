package routes.delivery;

import java.util.Arrays;
import java.util.Map;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.support.Sha256;

/**
 * How much of an event a dead letter keeps at the most, where its target does not take the whole. Only what is longer is cut.
 *
 * @param body bytes of its beginning
 * @param headers bytes of all headers: none is kept if they are more, since half of them would mislead
 * @param key bytes of its beginning
 * @param detail characters of the explanation
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

    /** These facts, and what was cut. */
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
