package routes.pipeline.json;

/** Reads a regular expression, one code point at a time. Not thread-safe. */
final class PatternCursor {

    static final int END = -1;

    private final String text;
    private int at;

    PatternCursor(String text) {
        this.text = text;
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    int peek() {
        return isAtEnd() ? END : text.codePointAt(at);
    }

    int next() {
        int next = peek();
        if (next != END) {
            at += Character.charCount(next);
        }
        return next;
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, at);
    }

    boolean skip(String prefix) {
        boolean found = startsWith(prefix);
        if (found) {
            at += prefix.length();
        }
        return found;
    }

    /** The text up to the character {@code end}, which is skipped. Refused if there is none. */
    String until(char end, String what) {
        int found = text.indexOf(end, at);
        if (found < 0) {
            throw refused(what + " has no closing '" + end + "'");
        }
        String between = text.substring(at, found);
        at = found + 1;
        return between;
    }

    /** The digits at this position, which are skipped. May be empty. */
    String digits() {
        int from = at;
        while (!isAtEnd() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return text.substring(from, at);
    }

    /** Exactly this many hexadecimal digits, which are skipped, or {@link #END} if there are fewer. */
    int hexadecimal(int digits) {
        if (at + digits > text.length()) {
            return END;
        }
        int value = 0;
        for (int i = 0; i < digits; i++) {
            char digit = text.charAt(at + i);
            if (digit > 'f' || Character.digit(digit, 16) < 0) {
                return END;
            }
            value = value * 16 + Character.digit(digit, 16);
        }
        at += digits;
        return value;
    }

    int position() {
        return at;
    }

    void back(int position) {
        at = position;
    }

    IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("not a regular expression of ECMA-262: " + why + ", at character "
                + (text.codePointCount(0, at) + (isAtEnd() ? 0 : 1)));
    }
}
