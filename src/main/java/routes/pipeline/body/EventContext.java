package routes.pipeline.body;

import routes.event.Bytes;
import routes.event.Event;
import routes.event.Headers;
import routes.model.DeadLetterReason;

/**
 * One event while the pipeline works on it: the current body and headers. The body is parsed when a step first asks for it,
 * and a changed one is written when somebody first needs its bytes. Not thread-safe: one for each event.
 */
public final class EventContext {

    /** The largest body that is parsed, and the largest that a step may make, in bytes. */
    public static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    private final Event original;
    private Headers headers;
    private Body<?> body;

    public EventContext(Event original) {
        this.original = original;
        this.headers = original.headers();
        this.body = new Body<>(original.body(), null, null, null);
    }

    /** The body as this parser reads it. The same parser, asked again, gives the same object as long as the body does not change. */
    public <T> T parsed(BodyParser<T> parser) throws StepException {
        if (body.parser != parser) {
            body = new Body<>(bytes(), parser, parser.parse(presentBytes()), null);
        }
        @SuppressWarnings("unchecked") // what a parser has made is kept beside that parser
        T value = (T) body.value;
        return value;
    }

    /** The body's bytes. A missing body, or one of more than {@link #MAX_BODY_BYTES}, is an exception with reason {@code parse}. */
    public byte[] presentBytes() throws StepException {
        Bytes bytes = bytes();
        if (!bytes.isPresent()) {
            throw new StepException(DeadLetterReason.PARSE, "there is no body");
        }
        if (bytes.length() > MAX_BODY_BYTES) {
            throw new StepException(
                    DeadLetterReason.PARSE,
                    "the body has " + bytes.length() + " bytes, more than the " + MAX_BODY_BYTES + " that are parsed");
        }
        return bytes.array();
    }

    /** From now on the body is this value; it is written only if somebody asks for its bytes. */
    public <T> void replaceBody(BodyFormat<T> format, T value) {
        body = new Body<>(null, format, value, format);
    }

    public void replaceBody(byte[] bytes) {
        body = new Body<>(Bytes.of(bytes), null, null, null);
    }

    public Headers headers() {
        return headers;
    }

    public void setHeaders(Headers changed) {
        headers = changed;
    }

    /** The event as it is now. */
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
