package routes.delivery;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.event.Parcel;

/**
 * Writes dead letters: the event as it came, with what went wrong in headers that begin with {@value #PREFIX}. To send it
 * again, send the body with all other headers. Immutable, hence thread-safe.
 */
final class DeadLetters {

    static final String PREFIX = "hub-dead-letter-";

    private static final int LONGEST_DETAIL = 2_000;
    private static final int CUT_BODY = 32 * 1024;

    private final String route;
    private final String configuration;
    private final String version;
    private final Optional<String> key;
    private final Optional<String> routingKey;

    /**
     * @param configuration hash of the route's configuration
     * @param key of every dead letter, in place of the event's own
     * @param routingKey of every dead letter, where its target takes one
     */
    DeadLetters(String route, String configuration, String version, Optional<String> key, Optional<String> routingKey) {
        this.route = route;
        this.configuration = configuration;
        this.version = version;
        this.key = key;
        this.routingKey = routingKey;
    }

    Parcel whole(DeadLetter letter) {
        return parcel(letter, letter.passage().event().body(), Map.of());
    }

    /** For a target that cannot hold it whole: the beginning of the body, its length and hash, and no headers of its own. */
    Parcel cut(DeadLetter letter) {
        byte[] body = letter.passage().event().body().array();
        Bytes beginning = Bytes.of(Arrays.copyOf(body, Math.min(body.length, CUT_BODY)));
        return parcel(letter, beginning, Map.of("cut-from", Integer.toString(body.length), "cut-sha256", sha256(body)));
    }

    private Parcel parcel(DeadLetter letter, Bytes body, Map<String, String> cut) {
        Event event = letter.passage().event();
        Map<String, String> facts = new TreeMap<>(cut);
        facts.put("reason", letter.failure().reason().toString());
        facts.put("detail", shortened(letter.failure().detail()));
        facts.put("at", letter.failure().at());
        facts.put("route", route);
        facts.put("configuration", configuration);
        facts.put("position", letter.passage().position());
        facts.put("event-time", letter.passage().time().toString());
        facts.put("attempts", Integer.toString(letter.attempts()));
        facts.put("first-failure", letter.firstFailure().toString());
        facts.put("last-failure", letter.lastFailure().toString());
        facts.put("hub-version", version);
        List<Header> told = facts.entrySet().stream()
                .map(fact -> new Header(PREFIX + fact.getKey(), Bytes.ofText(fact.getValue())))
                .collect(Collectors.toList());
        Headers kept = cut.isEmpty()
                ? event.headers()
                        .without(event.headers().stream()
                                .map(Header::name)
                                .filter(name -> name.startsWith(PREFIX))
                                .collect(Collectors.toSet()))
                : Headers.none();
        return new Parcel(
                new Event(body, key.map(Bytes::ofText).orElse(event.key()), kept.and(told)),
                routingKey,
                Optional.of(route + "/" + letter.passage().position()));
    }

    private static String shortened(String detail) {
        String line = detail.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL) + "…";
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
