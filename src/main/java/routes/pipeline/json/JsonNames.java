package routes.pipeline.json;

import java.nio.charset.StandardCharsets;

/**
 * The names of fields that were read last: most events have the same, so that they need not be made anew. Thread-safe: threads
 * that overwrite each other's names only make one more.
 */
final class JsonNames {

    static final JsonNames ALL = new JsonNames();

    private static final int SLOTS = 1_024;

    /** A longer name is not kept. */
    private static final int MAX_LENGTH = 64;

    private final String[] slots = new String[SLOTS];

    private JsonNames() {}

    String of(byte[] ascii, int from, int to) {
        int length = to - from;
        if (length == 0 || length > MAX_LENGTH) {
            return made(ascii, from, length);
        }
        int hash = length;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + ascii[i];
        }
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        String known = slots[slot];
        if (known != null && isSame(known, ascii, from, length)) {
            return known;
        }
        String name = made(ascii, from, length);
        slots[slot] = name;
        return name;
    }

    private static boolean isSame(String name, byte[] ascii, int from, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) != ascii[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static String made(byte[] ascii, int from, int length) {
        return new String(ascii, from, length, StandardCharsets.ISO_8859_1);
    }
}
