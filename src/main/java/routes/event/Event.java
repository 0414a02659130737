package routes.event;

/**
 * The unit of data that a route transfers: a body, a key and headers. Immutable and thread-safe.
 *
 * @param body absent for a tombstone
 * @param key absent if the event has none; events with equal keys are kept in order
 */
public record Event(Bytes body, Bytes key, Headers headers) {

    public static Event of(byte[] body) {
        return new Event(Bytes.of(body), Bytes.absent(), Headers.none());
    }

    public Event withBody(Bytes changed) {
        return new Event(changed, key, headers);
    }

    public Event withKey(Bytes changed) {
        return new Event(body, changed, headers);
    }

    public Event withHeaders(Headers changed) {
        return new Event(body, key, changed);
    }
}
