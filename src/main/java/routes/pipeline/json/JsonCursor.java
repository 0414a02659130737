package routes.pipeline.json;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Where a {@link JsonFastPath} is in its text. Not thread-safe. */
final class JsonCursor {

    static final int END = -1;

    private static final int MAX_NAME_LENGTH = 1_000;

    private static final String ESCAPES = "\"\\/btnfr";
    private static final String ESCAPED = "\"\\/\b\t\n\f\r";

    private final byte[] utf8;
    private final Charset charset;
    private int at;

    /** @param isAscii whether all bytes are, so that nothing has to be decoded */
    JsonCursor(byte[] utf8, int from, boolean isAscii) {
        this.utf8 = utf8;
        this.at = from;
        this.charset = isAscii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
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
        return at < utf8.length ? utf8[at] : END;
    }

    int take() {
        return at < utf8.length ? utf8[at++] : END;
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
        int end = Utf8Scan.special(utf8, at);
        check(end < utf8.length);
        if (utf8[end] != '"') {
            return escaped(end);
        }
        String text = new String(utf8, at, end - at, charset);
        at = end + 1;
        return text;
    }

    /** Takes the rest of the name of a field after its opening quote. */
    String name() throws Unsure {
        int end = Utf8Scan.special(utf8, at);
        check(end < utf8.length && utf8[end] == '"' && end - at <= MAX_NAME_LENGTH);
        String name = JsonNames.ALL.of(utf8, at, end, charset);
        at = end + 1;
        return name;
    }

    private String escaped(int firstSpecial) throws Unsure {
        StringBuilder text = new StringBuilder();
        int special = firstSpecial;
        while (special < utf8.length && utf8[special] == '\\') {
            text.append(new String(utf8, at, special - at, charset));
            at = special + 1;
            text.append(unescaped(take()));
            special = Utf8Scan.special(utf8, at);
        }
        check(special < utf8.length && utf8[special] == '"');
        text.append(new String(utf8, at, special - at, charset));
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
