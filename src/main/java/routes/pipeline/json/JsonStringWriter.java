package routes.pipeline.json;

import java.nio.charset.StandardCharsets;

/** Writes strings of JSON. Thread-safe. */
final class JsonStringWriter {

    /** A shorter text is written as quickly character by character. */
    private static final int LEAST_FOR_COPY = 16;

    private static final String ESCAPED = "\"\\\b\t\n\f\r";
    private static final String ESCAPES = "\"\\btnfr";
    private static final String DIGITS = "0123456789ABCDEF";

    private JsonStringWriter() {}

    static void add(String text, JsonBuffer out) throws Json.TooLarge {
        out.add('"');
        byte[] utf8 = text.length() < LEAST_FOR_COPY ? null : text.getBytes(StandardCharsets.UTF_8);
        if (utf8 != null && Utf8Scan.isUnescaped(utf8)) {
            out.add(utf8);
        } else {
            addCharacters(text, out);
        }
        out.add('"');
    }

    private static void addCharacters(String text, JsonBuffer out) throws Json.TooLarge {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                i += addBeyondAscii(text, i, out);
            } else if (c >= ' ' && c != '"' && c != '\\') {
                out.add(c);
            } else {
                addEscaped(c, out);
            }
        }
    }

    /**
     * An unpaired surrogate, which UTF-8 cannot carry, is written as the escape that JSON has for it.
     *
     * @return how many characters it took beside the one at this index
     */
    private static int addBeyondAscii(String text, int at, JsonBuffer out) throws Json.TooLarge {
        int code = text.codePointAt(at);
        if (code < 0x800) {
            out.add(0xC0 | code >> 6);
        } else if (code < 0x10000) {
            if (Character.isSurrogate((char) code)) {
                addHexadecimal((char) code, out);
                return 0;
            }
            out.add(0xE0 | code >> 12);
            out.add(0x80 | code >> 6 & 0x3F);
        } else {
            out.add(0xF0 | code >> 18);
            out.add(0x80 | code >> 12 & 0x3F);
            out.add(0x80 | code >> 6 & 0x3F);
        }
        out.add(0x80 | code & 0x3F);
        return Character.charCount(code) - 1;
    }

    private static void addEscaped(char c, JsonBuffer out) throws Json.TooLarge {
        int known = ESCAPED.indexOf(c);
        if (known < 0) {
            addHexadecimal(c, out);
        } else {
            out.add('\\');
            out.add(ESCAPES.charAt(known));
        }
    }

    private static void addHexadecimal(char c, JsonBuffer out) throws Json.TooLarge {
        out.add('\\');
        out.add('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.add(DIGITS.charAt(c >> shift & 0xF));
        }
    }
}
