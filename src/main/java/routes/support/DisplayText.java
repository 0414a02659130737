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

    /**
     * The text on as many lines as it has, for a terminal: each other unsafe character is replaced by Java's and JSON's escape,
     * such as {@code &#92;u001b}, so that no text can control the terminal.
     */
    public static String escaped(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\t' || isLegible(c)) {
                shown.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    shown.append(String.format("\\u%04x", (int) unit));
                }
            }
        });
        return shown.toString();
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
