package routes.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;

/**
 * Who knows what was sent, and so what must arrive. Every event says in its headers which run it belongs to and where it stands
 * in it; its body has every value that a byte can have, and then some by chance. None is kept: each can be written anew.
 * Thread-safe.
 */
public final class EventLedger {

    private static final String RUN = "book-run";
    private static final String SEQUENCE = "book-sequence";
    private static final String TRACE = "traceparent";
    private static final int OTHER_HEADERS = 9;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final String run;
    private final int keys;
    private final long seed;
    private final BitSet doubtful = new BitSet();
    private int written;

    /** @param seed the same seed gives the same events */
    public EventLedger(String run, int keys, long seed) {
        this.run = run;
        this.keys = keys;
        this.seed = seed;
    }

    /** So many new events, which from now on must arrive. */
    public synchronized List<Event> write(int events) {
        List<Event> fresh =
                IntStream.range(written, written + events).mapToObj(this::event).toList();
        written += events;
        return fresh;
    }

    /** These were sent and not confirmed: they may arrive or not. */
    public synchronized void doubt(List<Event> events) {
        events.forEach(event -> sequence(event).ifPresent(doubtful::set));
    }

    public synchronized int size() {
        return written;
    }

    /** How many may arrive or not. */
    public synchronized int doubtful() {
        return doubtful.cardinality();
    }

    /** Which of those that must arrive are not among these. */
    synchronized Set<Integer> missing(BitSet arrived) {
        BitSet missing = new BitSet();
        missing.set(0, written);
        missing.andNot(doubtful);
        missing.andNot(arrived);
        return missing.stream().boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    private Event event(int sequence) {
        return new Event(body(sequence), key(sequence), headers(sequence));
    }

    private Bytes body(int sequence) {
        SplittableRandom chance = new SplittableRandom(seed + sequence * SPREAD);
        byte[] random = new byte[chance.nextInt(200)];
        chance.nextBytes(random);
        ByteBuffer body = ByteBuffer.allocate(4 + 256 + random.length);
        body.putInt(sequence);
        for (int value = 0; value < 256; value++) {
            body.put((byte) value);
        }
        return Bytes.of(body.put(random).array());
    }

    private Bytes key(int sequence) {
        return Bytes.ofText("key-" + sequence % keys);
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

    /** What is wrong with what arrived at one place. */
    public Findings check(List<Event> arrived) {
        DeliveryAudit audit = new DeliveryAudit(this);
        arrived.forEach(audit.place());
        return audit.findings();
    }

    /** What is wrong with one event, apart from when it came; nothing where this book did not write it. */
    Optional<Comparison> compare(Event event) {
        return sequence(event)
                .map(sequence -> new Comparison(
                        sequence,
                        sequence % keys,
                        event.body().equals(body(sequence)),
                        event.key().equals(key(sequence)),
                        sorted(event.headers()).equals(sorted(headers(sequence)))));
    }

    /**
     * An event beside what was written.
     *
     * @param key the number of its key
     */
    record Comparison(int sequence, int key, boolean sameBody, boolean sameKey, boolean sameHeaders) {}

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
                .filter(sequence -> sequence < size());
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
            return allIsThere() && outOfOrder.isEmpty();
        }

        /** Nothing lost, nothing invented, nothing changed; in whatever order, and there may be duplicates. */
        public boolean allIsThere() {
            return missing.isEmpty() && unexpected.isEmpty() && changed() == 0;
        }

        /** How often a body, a key or headers are not what was written. */
        public int changed() {
            return corrupt.size() + keyDiffers.size() + headersDiffer.size();
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
