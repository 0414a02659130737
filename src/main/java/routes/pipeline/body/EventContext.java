package routes.pipeline.body;

import java.util.Optional;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Headers;
import routes.event.ReceivedEvent;
import routes.model.DeadLetterReason;

/**
 * One event while the pipeline works on it: the current body and headers. The body is parsed when a step first needs its
 * value, and a changed body is written when its bytes are first needed. Not thread-safe: one for each event.
 */
public final class EventContext {

    /** The largest body, in bytes, that a step can parse or produce. */
    public static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    private final Event original;
    private final Optional<ReceivedEvent> received;
    private Headers headers;
    private Body<?> body;

    /** The context of an event that comes from no source, as in a simulation. */
    public EventContext(Event original) {
        this(original, Optional.empty());
    }

    public EventContext(ReceivedEvent received) {
        this(received.event(), Optional.of(received));
    }

    private EventContext(Event original, Optional<ReceivedEvent> received) {
        this.original = original;
        this.received = received;
        this.headers = original.headers();
        this.body = new Body<>(original.body(), null, null, null);
    }

    /** The body as parsed by this parser. Returns the same object for parsers that take from each other until the body changes. */
    public <T> T parsed(BodyParser<T> parser) throws StepException {
        if (!parser.takesFrom(body.parser)) {
            body = new Body<>(bytes(), parser, parser.parse(presentBytes()), null);
        }
        @SuppressWarnings("unchecked") // this parser takes the values of the parser that created it
        T value = (T) body.value;
        return value;
    }

    /**
     * The bytes of the body.
     *
     * @throws StepException with the reason {@code parse} if there is no body or it has more than {@link #MAX_BODY_BYTES}
     */
    public byte[] presentBytes() throws StepException {
        Bytes bytes = bytes();
        if (!bytes.isPresent()) {
            throw new StepException(DeadLetterReason.PARSE, "there is no body");
        }
        if (bytes.length() > MAX_BODY_BYTES) {
            throw new StepException(
                    DeadLetterReason.PARSE,
                    "the body has " + bytes.length() + " bytes; at most " + MAX_BODY_BYTES + " can be parsed");
        }
        return bytes.array();
    }

    /** Replaces the body by this value. It is written only when its bytes are needed. */
    public <T> void replaceBody(BodyFormat<T> format, T value) {
        body = new Body<>(null, format, value, format);
    }

    public void replaceBody(byte[] bytes) {
        body = new Body<>(Bytes.of(bytes), null, null, null);
    }

    public Bytes key() {
        return original.key();
    }

    /** The event as its source received it, if it comes from one. */
    public Optional<ReceivedEvent> received() {
        return received;
    }

    public Headers headers() {
        return headers;
    }

    public void setHeaders(Headers changed) {
        headers = changed;
    }

    /** The event with the current body and headers. */
    public Event event() throws StepException {
        return new Event(bytes(), original.key(), headers);
    }

    private Bytes bytes() throws StepException {
        return body.bytes();
    }

    /** A body as bytes, as a parsed value, or as both. */
    private static final class Body<T> {
        private Bytes bytes;
        private final BodyParser<T> parser;
        private final T value;
        private final BodyFormat<T> format;

        Body(Bytes bytes, BodyParser<T> parser, T value, BodyFormat<T> format) {
            this.bytes = bytes;
            this.parser = parser;
            this.value = value;
            this.format = format;
        }

        Bytes bytes() throws StepException {
            if (bytes == null) {
                bytes = Bytes.of(format.write(value));
            }
            return bytes;
        }
    }
}
