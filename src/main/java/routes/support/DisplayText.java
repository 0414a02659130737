package routes.support;

import java.util.stream.Collectors;

/**
 * Makes text from a file safe to show in a message: short, on one line, and without control characters, invisible characters
 * or characters that change the writing direction. Thread-safe.
 */
public final class DisplayText {

    /** The most characters of a name that a message shows. */
    public static final int NAME = 64;

    private DisplayText() {}

    /** The text, cut to {@code most} code points plus an ellipsis; each unsafe character is replaced by a question mark. */
    public static String line(String text, int most) {
        String line = text.codePoints()
                .limit(most)
                .mapToObj(c -> isLegible(c) ? Character.toString(c) : "?")
                .collect(Collectors.joining());
        return text.codePointCount(0, text.length()) > most ? line + "…" : line;
    }

    /** The text in single quotes, cut to the length of a name. */
    public static String quoted(String text) {
        return "'" + line(text, NAME) + "'";
    }

    static boolean isLegible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
