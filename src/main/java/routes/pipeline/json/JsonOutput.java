package routes.pipeline.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import routes.pipeline.body.EventContext;

/**
 * Collects the JSON that a generator writes, and stops at {@link EventContext#MAX_BODY_BYTES}, because a small value can have a
 * very long text.
 *
 * <p>The generator writes a character beyond U+FFFF as two escapes. This stream joins them to the character, and leaves the
 * escape of an unpaired surrogate as it is. (The library's own option for this takes an unpaired surrogate and the next
 * character for a pair.) Not thread-safe.
 */
final class JsonOutput extends OutputStream {

    private static final int ESCAPE = 6;
    private static final int PAIR = 2 * ESCAPE;

    /** What an escaped pair looks like; x stands for any hexadecimal digit. */
    private static final String[] PATTERN = {
        "\\", "u", "D", "89AB", "x", "x", "\\", "u", "D", "CDEF", "x", "x",
    };

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** What may be the beginning of an escaped pair. */
    private final byte[] held = new byte[PAIR];

    private int count;

    byte[] toBytes() throws IOException {
        release(count);
        return bytes.toByteArray();
    }

    @Override
    public void write(byte[] more, int from, int length) throws IOException {
        int end = from + length;
        int plain = from;
        for (int i = from; i < end; i++) {
            if (count == 0 && more[i] != '\\') {
                continue;
            }
            if (count == 0 && i + 1 < end && more[i + 1] != 'u') {
                i++; // another escape, as of a quote or a line end
                continue;
            }
            append(more, plain, i - plain);
            hold(more[i]);
            plain = i + 1;
        }
        append(more, plain, end - plain);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    private void hold(byte next) throws IOException {
        boolean fits = PATTERN[count].equals("x") || PATTERN[count].indexOf(next) >= 0;
        boolean secondIsHigh = count == ESCAPE + 3 && PATTERN[3].indexOf(next) >= 0;
        held[count++] = next;
        if (secondIsHigh) {
            release(ESCAPE);
        } else if (!fits) {
            release(count);
        } else if (count == PAIR) {
            String character = Character.toString(Character.toCodePoint(unit(0), unit(ESCAPE)));
            count = 0;
            byte[] encoded = character.getBytes(StandardCharsets.UTF_8);
            append(encoded, 0, encoded.length);
        }
    }

    private char unit(int escape) {
        int unit = 0;
        for (int i = escape + 2; i < escape + ESCAPE; i++) {
            unit = unit << 4 | Character.digit(held[i], 16);
        }
        return (char) unit;
    }

    private void release(int first) throws IOException {
        append(held, 0, first);
        System.arraycopy(held, first, held, 0, count - first);
        count -= first;
    }

    private void append(byte[] more, int from, int length) throws IOException {
        if (bytes.size() + (long) length > EventContext.MAX_BODY_BYTES) {
            throw new IOException("too large");
        }
        bytes.write(more, from, length);
    }
}
