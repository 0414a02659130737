package routes.support;

import java.util.regex.Pattern;

/**
 * Makes text from outside safe for a line of the log: no character can end the line, hide a part of it or change its direction,
 * and no value can be read as several facts. Nothing is lost: each such character is written as an escape. Thread-safe.
 */
public final class LogText {

    private static final int MOST = 1000;

    /** What needs no quotes in a line of facts {@code name=value}. */
    private static final Pattern PLAIN = Pattern.compile("[^\\s\"=\\\\\\[\\]{},]+");

    private LogText() {}

    /** The value of a fact: in quotes, unless it is one plain word. Longer texts are cut. */
    public static String value(String text) {
        String line = line(text);
        String cut = line.length() > MOST ? line.substring(0, MOST) + "…" : line;
        return PLAIN.matcher(cut).matches()
                ? cut
                : '"' + cut.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The text on one line; a tab stays. The same text where nothing has to be escaped. */
    public static String line(String text) {
        if (text.codePoints().noneMatch(LogText::isUnsafe)) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (!isUnsafe(c)) {
                line.appendCodePoint(c);
            } else if (c == '\n' || c == '\r') {
                line.append(c == '\n' ? "\\n" : "\\r");
            } else {
                line.append(String.format(c > Character.MAX_VALUE ? "\\U%08x" : "\\u%04x", c));
            }
        });
        return line.toString();
    }

    private static boolean isUnsafe(int character) {
        return character != '\t' && !DisplayText.isLegible(character);
    }
}
