package routes.pipeline.jq;

/** Finds a text in another one in time that grows with their lengths alone, whatever they are. Not thread-safe. */
final class TextSearch {

    /** A shorter text is looked for in the ordinary way, which costs no more than so many comparisons for a character. */
    private static final int SHORT = 16;

    private final String part;
    private final int[] border;

    TextSearch(String part) {
        this.part = part;
        this.border = part.length() < SHORT ? new int[0] : borders(part);
    }

    /** For each prefix, how long its longest end is that it also begins with (Knuth, Morris and Pratt 1977). */
    private static int[] borders(String part) {
        int[] border = new int[part.length()];
        for (int i = 1, length = 0; i < part.length(); i++) {
            while (length > 0 && part.charAt(i) != part.charAt(length)) {
                length = border[length - 1];
            }
            length += part.charAt(i) == part.charAt(length) ? 1 : 0;
            border[i] = length;
        }
        return border;
    }

    /** The first position from the given one at which the text has the part; -1 if there is none. */
    int in(String text, int from) {
        if (border.length == 0) {
            return text.indexOf(part, from);
        }
        int length = 0;
        for (int i = from; i < text.length(); i++) {
            while (length > 0 && text.charAt(i) != part.charAt(length)) {
                length = border[length - 1];
            }
            length += text.charAt(i) == part.charAt(length) ? 1 : 0;
            if (length == part.length()) {
                return i - length + 1;
            }
        }
        return -1;
    }
}
