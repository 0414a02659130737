package routes.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Bytes that are never changed, or the knowledge that there are none: an absent body is a tombstone, an absent key is no
 * key, and both differ from empty ones. Equal by content. Thread-safe as long as nobody writes to the array.
 */
public final class Bytes {

    private static final Bytes ABSENT = new Bytes(new byte[0]);

    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] array;

    /** Zero until it is asked for: a key is looked up several times on its way. Threads that race compute the same. */
    private int hash;

    private Bytes(byte[] array) {
        this.array = array;
    }

    /** Takes the array as it is, without a copy. */
    public static Bytes of(byte[] array) {
        return new Bytes(array);
    }

    /** What a client library gives, which knows absence as null. */
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

    /** The bytes, empty where absent; not a copy. */
    public byte[] array() {
        return array;
    }

    /** What a client library takes, which knows absence as null. */
    public byte[] arrayOrNull() {
        return this == ABSENT ? null : array;
    }

    public int length() {
        return array.length;
    }

    /** The text, if these bytes are present and are UTF-8. */
    public Optional<String> text() {
        if (this == ABSENT) {
            return Optional.empty();
        }
        String lenient = toString();
        return lenient.indexOf(REPLACEMENT) < 0 ? Optional.of(lenient) : strict();
    }

    /** Tells a replacement that was sent from one for bytes that are not UTF-8. */
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

    /** For people to read: what is not UTF-8 is replaced. */
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
