package routes.pipeline.json;

import java.util.Arrays;
import routes.pipeline.body.EventContext;

/** Collects the bytes of one JSON text. Not thread-safe; each thread uses its buffer for one text after the other. */
final class JsonBuffer {

    private static final int INITIAL_LENGTH = 8 * 1024;

    /** A longer array is not kept for the next text. */
    private static final int MAX_KEPT_LENGTH = 128 * 1024;

    private static final ThreadLocal<JsonBuffer> OF_THREAD = ThreadLocal.withInitial(JsonBuffer::new);

    private byte[] bytes = new byte[INITIAL_LENGTH];
    private int length;

    private JsonBuffer() {}

    /** The buffer of the calling thread, emptied. */
    static JsonBuffer ofThread() {
        JsonBuffer buffer = OF_THREAD.get();
        buffer.length = 0;
        if (buffer.bytes.length > MAX_KEPT_LENGTH) {
            buffer.bytes = new byte[INITIAL_LENGTH];
        }
        return buffer;
    }

    void add(int single) throws Json.TooLarge {
        if (length == bytes.length) {
            reserve(1);
        }
        bytes[length++] = (byte) single;
    }

    void add(byte[] more) throws Json.TooLarge {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    void addAscii(String text) throws Json.TooLarge {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    private void reserve(int more) throws Json.TooLarge {
        long needed = (long) length + more;
        if (needed > EventContext.MAX_BODY_BYTES) {
            throw new Json.TooLarge();
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(
                    bytes, (int) Math.min(EventContext.MAX_BODY_BYTES, Math.max(needed, 2L * bytes.length)));
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }
}
