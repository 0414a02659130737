package routes.pipeline.json;

import java.nio.charset.StandardCharsets;

/** Where a {@link JsonFastPath} is in its text. Not thread-safe. */
final class JsonCursor {

    static final int END = -1;

    private static final int MAX_NAME_LENGTH = 1_000;

    private static final String ESCAPES = "\"\\/btnfr";
    private static final String ESCAPED = "\"\\/\b\t\n\f\r";

    private final byte[] ascii;
    private int at;

    JsonCursor(byte[] ascii, int from) {
        this.ascii = ascii;
        this.at = from;
    }

    /** Thrown for what the library has to read. Made once, since it may be thrown for each event. */
    static final class Unsure extends Exception {
        private static final Unsure UNSURE = new Unsure();

        private Unsure() {
            super(null, null, false, false);
        }
    }

    void check(boolean sure) throws Unsure {
        if (!sure) {
            throw Unsure.UNSURE;
        }
    }

    int peek() {
        return at < ascii.length ? ascii[at] : END;
    }

    int take() {
        return at < ascii.length ? ascii[at++] : END;
    }

    /** Takes the next byte that is no white space. */
    int next() {
        int next = take();
        while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
            next = take();
        }
        return next;
    }

    boolean isAtEnd() {
        return next() == END;
    }

    void expect(String rest) throws Unsure {
        for (int i = 0; i < rest.length(); i++) {
            check(take() == rest.charAt(i));
        }
    }

    /** Takes the rest of a string after its opening quote. */
    String text() throws Unsure {
        int end = AsciiScan.special(ascii, at);
        check(end < ascii.length);
        if (ascii[end] != '"') {
            return escaped(end);
        }
        String text = new String(ascii, at, end - at, StandardCharsets.ISO_8859_1);
        at = end + 1;
        return text;
    }

    /** Takes the rest of the name of a field after its opening quote. */
    String name() throws Unsure {
        int end = AsciiScan.special(ascii, at);
        check(end < ascii.length && ascii[end] == '"' && end - at <= MAX_NAME_LENGTH);
        String name = JsonNames.ALL.of(ascii, at, end);
        at = end + 1;
        return name;
    }

    private String escaped(int firstSpecial) throws Unsure {
        StringBuilder text = new StringBuilder();
        int special = firstSpecial;
        while (special < ascii.length && ascii[special] == '\\') {
            text.append(new String(ascii, at, special - at, StandardCharsets.ISO_8859_1));
            at = special + 1;
            text.append(unescaped(take()));
            special = AsciiScan.special(ascii, at);
        }
        check(special < ascii.length && ascii[special] == '"');
        text.append(new String(ascii, at, special - at, StandardCharsets.ISO_8859_1));
        at = special + 1;
        return text.toString();
    }

    private char unescaped(int escape) throws Unsure {
        if (escape != 'u') {
            int known = ESCAPES.indexOf(escape);
            check(known >= 0);
            return ESCAPED.charAt(known);
        }
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(take(), 16);
            check(digit >= 0);
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }
}
