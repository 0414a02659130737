package routes.event;

/**
 * What travels: a body of bytes, a key and headers. Immutable, hence thread-safe.
 *
 * @param body absent for a tombstone
 * @param key absent where the event has none; events with equal keys keep their order
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
