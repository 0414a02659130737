package routes.control;

import java.nio.charset.StandardCharsets;

/**
 * Names an event by its position at the source, in characters that need no encoding in the path of a URL. Letters, digits and
 * {@code - . _ @} stay as they are; each other byte of the UTF-8 text becomes a tilde and two hexadecimal digits. Positions that
 * differ have ids that differ.
 */
public final class EventId {

    private static final String PLAIN = "-._@";

    private EventId() {}

    public static String of(String position) {
        StringBuilder id = new StringBuilder(position.length());
        for (byte value : position.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(value)) {
                id.append((char) value);
            } else {
                id.append(String.format("~%02X", value));
            }
        }
        return id.toString();
    }

    private static boolean isPlain(byte value) {
        return value >= 'a' && value <= 'z'
                || value >= 'A' && value <= 'Z'
                || value >= '0' && value <= '9'
                || PLAIN.indexOf(value) >= 0;
    }
}
