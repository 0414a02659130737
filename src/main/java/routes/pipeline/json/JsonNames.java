package routes.pipeline.json;

import java.nio.charset.Charset;

/**
 * The names of fields that were read last: most events have the same, so that they need not be made anew. Names beyond ASCII are made anew. Thread-safe: threads
 * that overwrite each other's names only make one more.
 */
final class JsonNames {

    static final JsonNames ALL = new JsonNames();

    private static final int SLOTS = 1_024;

    /** A longer name is not kept. */
    private static final int MAX_LENGTH = 64;

    private final String[] slots = new String[SLOTS];

    private JsonNames() {}

    String of(byte[] utf8, int from, int to, Charset charset) {
        int length = to - from;
        if (length == 0 || length > MAX_LENGTH) {
            return new String(utf8, from, length, charset);
        }
        int hash = length;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + utf8[i];
        }
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        String known = slots[slot];
        if (known != null && isSame(known, utf8, from, length)) {
            return known;
        }
        String name = new String(utf8, from, length, charset);
        slots[slot] = name;
        return name;
    }

    private static boolean isSame(String name, byte[] utf8, int from, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) != utf8[from + i]) {
                return false;
            }
        }
        return true;
    }
}
