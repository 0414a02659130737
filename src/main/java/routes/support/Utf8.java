package routes.support;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * UTF-8 without replacement characters. A Java string, and a JSON string with an escape such as <code>\ud800</code>, can hold an
 * unpaired surrogate. UTF-8 cannot, and {@link String#getBytes} would silently write a question mark. Thread-safe.
 */
public final class Utf8 {

    private Utf8() {}

    /** The text as UTF-8; empty if it contains an unpaired surrogate. */
    public static Optional<byte[]> encode(String text) {
        return isEncodable(text) ? Optional.of(text.getBytes(StandardCharsets.UTF_8)) : Optional.empty();
    }

    public static boolean isEncodable(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (isUnpaired(text, i)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The text for a message: each unpaired surrogate is written as the escape that JSON has for it. */
    public static String legible(String text) {
        if (isEncodable(text)) {
            return text;
        }
        StringBuilder legible = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                legible.append(c);
            } else if (isUnpaired(text, i)) {
                legible.append(String.format("\\u%04x", (int) c));
            } else {
                legible.append(c).append(text.charAt(++i));
            }
        }
        return legible.toString();
    }

    private static boolean isUnpaired(CharSequence text, int at) {
        return !Character.isHighSurrogate(text.charAt(at))
                || at + 1 == text.length()
                || !Character.isLowSurrogate(text.charAt(at + 1));
    }
}
