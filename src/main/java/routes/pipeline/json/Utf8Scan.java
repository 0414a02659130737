package routes.pipeline.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks through UTF-8, eight bytes at a time: most bodies are ASCII, and little in them is escaped. Thread-safe. */
final class Utf8Scan {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long QUESTION_MARKS = ONES * '?';

    private Utf8Scan() {}

    /** Whether all bytes from this one on are ASCII. */
    static boolean isAscii(byte[] bytes, int from) {
        int i = from;
        for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
            if (((long) EIGHT_BYTES.get(bytes, i) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; i < bytes.length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether nothing of this text is escaped in a string of JSON. False, too, for a question mark: the encoder
     * of UTF-8 writes one for an unpaired surrogate.
     */
    static boolean isUnescaped(byte[] utf8) {
        int i = 0;
        for (; i + Long.BYTES <= utf8.length; i += Long.BYTES) {
            long eight = (long) EIGHT_BYTES.get(utf8, i);
            if (hasSpecial(eight) || (zeros(eight ^ QUESTION_MARKS) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; i < utf8.length; i++) {
            byte single = utf8[i];
            if (isSpecial(single) || single == '?') {
                return false;
            }
        }
        return true;
    }

    /** The index of the first quote, backslash or control character from this one on; the length if there is none. */
    static int special(byte[] utf8, int from) {
        int i = from;
        while (i + Long.BYTES <= utf8.length && !hasSpecial((long) EIGHT_BYTES.get(utf8, i))) {
            i += Long.BYTES;
        }
        while (i < utf8.length && !isSpecial(utf8[i])) {
            i++;
        }
        return i;
    }

    private static boolean isSpecial(byte single) {
        return single >= 0 && single < ' ' || single == '"' || single == '\\';
    }

    private static boolean hasSpecial(long eight) {
        long controls = eight - ONES * ' ' & ~eight;
        return ((controls | zeros(eight ^ QUOTES) | zeros(eight ^ BACKSLASHES)) & HIGH_BITS) != 0;
    }

    /** Has a high bit if, and only if, one of the bytes is zero; not always that of the byte. */
    private static long zeros(long eight) {
        return eight - ONES & ~eight;
    }
}
