package routes.support;

import java.util.stream.Collectors;

/**
 * Text from a file as a message may show it: on one line and short, without characters that break the line, hide, or turn
 * the order of what stands beside them.
 */
public final class DisplayText {

    /** A name in a message. */
    public static final int NAME = 64;

    private DisplayText() {}

    /** Cut to so many characters, an ellipsis apart. */
    public static String line(String text, int most) {
        String line = text.codePoints()
                .limit(most)
                .mapToObj(c -> isLegible(c) ? Character.toString(c) : "?")
                .collect(Collectors.joining());
        return text.codePointCount(0, text.length()) > most ? line + "…" : line;
    }

    /** In quotes, as short as a name. */
    public static String quoted(String text) {
        return "'" + line(text, NAME) + "'";
    }

    private static boolean isLegible(int character) {
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
