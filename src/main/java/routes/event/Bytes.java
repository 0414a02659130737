package routes.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * An immutable sequence of bytes that may be absent. An absent body is a tombstone and an absent key means that the event has no
 * key; both differ from an empty value. Two instances are equal if their contents are equal. The array is not copied and must
 * not be modified. Thread-safe.
 */
public final class Bytes {

    private static final Bytes ABSENT = new Bytes(new byte[0]);

    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] array;

    /** Cached, since a key is looked up several times; zero until computed. Concurrent threads compute the same value. */
    private int hash;

    private Bytes(byte[] array) {
        this.array = array;
    }

    /** Wraps the array without copying it. */
    public static Bytes of(byte[] array) {
        return new Bytes(array);
    }

    /** Converts a value of a client library, in which null stands for an absent value. */
    public static Bytes ofNullable(byte[] array) {
        return array == null ? ABSENT : new Bytes(array);
    }

    public static Bytes ofText(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public static Bytes absent() {
        return ABSENT;
    }

    public boolean isPresent() {
        return this != ABSENT;
    }

    /** The bytes, not copied; an empty array if absent. */
    public byte[] array() {
        return array;
    }

    /** The value for a client library, in which null stands for an absent value. */
    public byte[] arrayOrNull() {
        return this == ABSENT ? null : array;
    }

    public int length() {
        return array.length;
    }

    /** The text, if the bytes are present and are valid UTF-8. */
    public Optional<String> text() {
        if (this == ABSENT) {
            return Optional.empty();
        }
        String lenient = toString();
        return lenient.indexOf(REPLACEMENT) < 0 ? Optional.of(lenient) : strict();
    }

    /** Distinguishes a replacement character in the input from one that stands for bytes that are not valid UTF-8. */
    private Optional<String> strict() {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(array))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** The text for display. Bytes that are not valid UTF-8 are replaced. */
    @Override
    public String toString() {
        return new String(array, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes
                && isPresent() == ((Bytes) other).isPresent()
                && Arrays.equals(array, ((Bytes) other).array);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = Arrays.hashCode(array);
            hash = known;
        }
        return known;
    }
}
