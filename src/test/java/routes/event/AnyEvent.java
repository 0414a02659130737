package routes.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Events as odd as events can be. */
public final class AnyEvent {

    private static final List<String> NAMES = List.of(
            "",
            "a",
            "a",
            "content-type",
            "timestamp",
            "priority",
            "expiration",
            "CC",
            "x-death",
            "AWS.x",
            "a..b",
            "hub-key",
            "hub-body",
            "hub-headers",
            "hub-dead-letter-reason",
            "CamelAwsSqsOperation",
            "kafka.OVERRIDE_TOPIC");

    private AnyEvent() {}

    /** For {@code @ForAll}: {@link #event}. */
    public static final class Events implements ArbitrarySupplier<Event> {
        @Override
        public Arbitrary<Event> get() {
            return event();
        }
    }

    /** For {@code @ForAll}: {@link #text}. */
    public static final class Texts implements ArbitrarySupplier<String> {
        @Override
        public Arbitrary<String> get() {
            return text();
        }
    }

    public static Arbitrary<Event> event() {
        return Combinators.combine(bytes(), bytes(), header().list().ofMaxSize(14))
                .as((body, key, headers) -> new Event(body, key, Headers.received(headers)));
    }

    /** Text, other bytes, marks of the hub's own, nothing. */
    public static Arbitrary<Bytes> bytes() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, text().map(Bytes::ofText)),
                Tuple.of(
                        4,
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(Bytes::of)),
                Tuple.of(
                        1,
                        Arbitraries.of("tombstone", "empty", "base64", "[[\"a\",\"YQ==\"]]", "{}", "7")
                                .map(Bytes::ofText)),
                Tuple.of(1, Arbitraries.just(Bytes.of(new byte[0]))),
                Tuple.of(1, Arbitraries.just(Bytes.absent())));
    }

    /** With characters that some broker or format forbids, and halves of such as need two. */
    public static Arbitrary<String> text() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.strings().ascii().ofMaxLength(60)),
                Tuple.of(3, Arbitraries.strings().all().ofMaxLength(60)),
                Tuple.of(
                        1,
                        Arbitraries.strings()
                                .withChars('\0', '\u001f', '\ufffe', '\uffff', '\ud83d', '\udc2b', '\u0085', '\n')
                                .ofMaxLength(5)));
    }

    private static Arbitrary<Header> header() {
        Arbitrary<String> name = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(NAMES)),
                Tuple.of(1, Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(300)),
                Tuple.of(1, text().map(AnyEvent::encodable)));
        return Combinators.combine(name, bytes()).as(Header::new);
    }

    /** As a client reads it off the wire: half a character cannot be there. */
    private static String encodable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
