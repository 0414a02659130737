package routes.event;

import java.util.Optional;

/**
 * A header: a name, and its value as bytes, usually UTF-8 text. Immutable and thread-safe.
 *
 * @param value what a broker gets that has no type for the value: the bytes, or the text of a number, a time, a list and so on
 * @param typed the value in the type that its broker gave it, where the bytes alone do not tell; empty for text and bytes
 */
public record Header(String name, Bytes value, Optional<TypedValue> typed) {

    /** A header of text or bytes. */
    public Header(String name, Bytes value) {
        this(name, value, Optional.empty());
    }
}
