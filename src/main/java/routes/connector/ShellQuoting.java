package routes.connector;

import java.util.regex.Pattern;

/**
 * Quotes text in commands that a message shows to be copied into a shell. Names in a route are untrusted text; the shell must
 * not interpret any part of them. Thread-safe.
 */
public final class ShellQuoting {

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private ShellQuoting() {}

    /** The text as one word of a command, quoted if necessary. */
    public static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : quoted(text);
    }

    /** The text as one word of a command, always in quotes. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
