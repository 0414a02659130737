package routes.connector;

import java.util.regex.Pattern;

/**
 * Commands that a message shows to be copied into a shell. What a route calls its places is somebody else's text: nothing of
 * it means anything to the shell.
 */
public final class ShellQuoting {

    private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

    private ShellQuoting() {}

    /** This text as one word of a command. */
    public static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : quoted(text);
    }

    /** The same, in quotes whatever it is. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
