package routes.brokers;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;

/**
 * Who wrote down what was sent, and so knows what must arrive. Every event says in its headers which run it belongs to and
 * where it stands in it; its body has every value that a byte can have, and then some by chance. Not thread-safe.
 */
public final class EventBook {

    private static final String RUN = "book-run";
    private static final String SEQUENCE = "book-sequence";
    private static final String TRACE = "traceparent";
    private static final int OTHER_HEADERS = 9;

    private final String run;
    private final int keys;
    private final Random chance;
    private final Map<Integer, Event> written = new LinkedHashMap<>();
    private final Set<Integer> doubtful = new HashSet<>();

    /** @param seed the same seed gives the same events */
    public EventBook(String run, int keys, long seed) {
        this.run = run;
        this.keys = keys;
        this.chance = new Random(seed);
    }

    /** So many new events, which from now on must arrive. */
    public List<Event> write(int events) {
        List<Event> fresh = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            int sequence = written.size();
            Event event = new Event(body(sequence), Bytes.ofText("key-" + sequence % keys), headers(sequence));
            written.put(sequence, event);
            fresh.add(event);
        }
        return fresh;
    }

    /** These were sent and not confirmed: they may arrive or not. */
    public void doubt(List<Event> events) {
        events.forEach(event -> sequence(event).ifPresent(doubtful::add));
    }

    public int size() {
        return written.size();
    }

    /** How many may arrive or not. */
    public int doubtful() {
        return doubtful.size();
    }

    private Bytes body(int sequence) {
        byte[] random = new byte[chance.nextInt(200)];
        chance.nextBytes(random);
        ByteBuffer body = ByteBuffer.allocate(4 + 256 + random.length);
        body.putInt(sequence);
        for (int value = 0; value < 256; value++) {
            body.put((byte) value);
        }
        return Bytes.of(body.put(random).array());
    }

    private Headers headers(int sequence) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header(RUN, Bytes.ofText(run)));
        headers.add(new Header(SEQUENCE, Bytes.ofText(String.valueOf(sequence))));
        headers.add(new Header(TRACE, Bytes.ofText("00-%032x-%016x-01".formatted(sequence + 1, keys))));
        for (int i = 0; i < OTHER_HEADERS; i++) {
            headers.add(new Header("header-" + i, Bytes.ofText("värde " + i + " of " + sequence)));
        }
        return Headers.received(headers);
    }

    /** Compares what arrived with what was written. */
    public Findings check(List<Event> arrived) {
        Findings findings = new Findings(
                new TreeSet<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new TreeSet<>(),
                new ArrayList<>());
        Set<Integer> seen = new HashSet<>();
        Map<Bytes, Integer> lastOfKey = new HashMap<>();
        for (Event event : arrived) {
            Optional<Integer> found = sequence(event);
            if (found.isEmpty()) {
                findings.unexpected().add(event);
                continue;
            }
            int sequence = found.get();
            Event original = written.get(sequence);
            compare(sequence, original, event, findings);
            if (!seen.add(sequence)) {
                findings.duplicates().add(sequence);
            } else if (lastOfKey.merge(original.key(), sequence, Math::max) > sequence) {
                findings.outOfOrder().add(sequence);
            }
        }
        written.keySet().stream()
                .filter(sequence -> !seen.contains(sequence) && !doubtful.contains(sequence))
                .forEach(findings.missing()::add);
        return findings;
    }

    private static void compare(int sequence, Event original, Event event, Findings findings) {
        if (!event.body().equals(original.body())) {
            findings.corrupt().add(sequence);
        }
        if (!event.key().equals(original.key())) {
            findings.keyDiffers().add(sequence);
        }
        if (!sorted(event.headers()).equals(sorted(original.headers()))) {
            findings.headersDiffer().add(sequence);
        }
    }

    /** The order of headers is not kept by every broker. */
    private static List<Header> sorted(Headers headers) {
        return headers.stream()
                .sorted(Comparator.comparing(Header::name)
                        .thenComparing(header -> header.value().toString()))
                .toList();
    }

    private Optional<Integer> sequence(Event event) {
        return event.headers()
                .text(RUN)
                .filter(run::equals)
                .flatMap(same -> event.headers().text(SEQUENCE))
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .filter(written::containsKey);
    }

    /**
     * What is wrong, by the numbers of the events.
     *
     * @param unexpected what this book did not write
     * @param duplicates one entry for each arrival after the first
     * @param outOfOrder whose first arrival came after that of a later event with the same key
     */
    public record Findings(
            Set<Integer> missing,
            List<Event> unexpected,
            List<Integer> duplicates,
            Set<Integer> corrupt,
            Set<Integer> keyDiffers,
            Set<Integer> headersDiffer,
            List<Integer> outOfOrder) {

        /** Nothing lost, nothing invented, nothing changed, order per key kept; there may be duplicates. */
        public boolean nothingLost() {
            return missing.isEmpty()
                    && unexpected.isEmpty()
                    && corrupt.isEmpty()
                    && keyDiffers.isEmpty()
                    && headersDiffer.isEmpty()
                    && outOfOrder.isEmpty();
        }

        /** And no duplicates either. */
        public boolean isClean() {
            return nothingLost() && duplicates.isEmpty();
        }

        @Override
        public String toString() {
            return "missing " + missing + ", unexpected " + unexpected.size() + ", duplicates " + duplicates
                    + ", corrupt "
                    + corrupt + ", key differs " + keyDiffers + ", headers differ " + headersDiffer + ", out of order "
                    + outOfOrder;
        }
    }
}
