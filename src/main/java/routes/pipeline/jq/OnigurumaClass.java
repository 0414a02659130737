package routes.pipeline.jq;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import routes.event.Bytes;
import routes.pipeline.json.UnicodeProperty;

/**
 * Characters and classes of characters of a regular expression in Oniguruma's syntax, translated to that of the JDK. All
 * classes are those of Unicode.
 *
 * @param pattern for the JDK
 * @param end the position after the class
 */
record OnigurumaClass(String pattern, int end) {

    private static final String WORD = "\\p{IsAlphabetic}\\p{M}\\p{Nd}\\p{Pc}";
    private static final String SPACE = "\\p{IsWhite_Space}";

    /** POSIX's names of classes, and what a class in brackets says for them. */
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("alpha", "\\p{IsAlphabetic}"),
            Map.entry("digit", "\\p{Nd}"),
            Map.entry("alnum", "\\p{IsAlphabetic}\\p{Nd}"),
            Map.entry("upper", "\\p{IsUppercase}"),
            Map.entry("lower", "\\p{IsLowercase}"),
            Map.entry("space", SPACE),
            Map.entry("blank", "\\p{Zs}\\t"),
            Map.entry("cntrl", "\\p{Cc}"),
            Map.entry("punct", "\\p{P}"),
            Map.entry("graph", "[^\\p{IsWhite_Space}\\p{Cc}\\p{Cs}\\p{Cn}]"),
            Map.entry("print", "[^\\p{Cc}\\p{Cs}\\p{Cn}]"),
            Map.entry("xdigit", "0-9A-Fa-f"),
            Map.entry("word", WORD),
            Map.entry("ascii", "\\x{0}-\\x{7f}"),
            Map.entry("any", "\\x{0}-\\x{10ffff}"));

    /** A backslash and what follows it. */
    record Escape(String pattern, int end, boolean isClass, int code) {

        private static Escape of(String pattern, int end) {
            return new Escape(pattern, end, true, -1);
        }

        private static Escape of(int code, int end) {
            return new Escape(literal(code), end, false, code);
        }
    }

    /** A character that stands for itself, inside and outside of brackets. */
    static String literal(int code) {
        boolean plain = code < 128 && Character.isLetterOrDigit(code);
        return plain ? Character.toString(code) : "\\x{" + Integer.toHexString(code) + "}";
    }

    /** @param at the position of the opening bracket */
    static OnigurumaClass translate(String regex, int at) {
        int i = at + 1;
        StringBuilder made = new StringBuilder("[");
        if (regex.startsWith("^", i)) {
            made.append('^');
            i++;
        }
        for (boolean first = true; ; first = false) {
            if (i >= regex.length()) {
                throw OnigurumaTranslator.refused("a [ is not closed");
            }
            if (regex.charAt(i) == ']' && !first) {
                return new OnigurumaClass(made.append(']').toString(), i + 1);
            }
            Escape item = item(regex, i);
            i = item.end();
            boolean range = regex.startsWith("-", i) && i + 1 < regex.length() && regex.charAt(i + 1) != ']';
            if (!range || item.isClass()) {
                if (range) {
                    throw OnigurumaTranslator.refused("a range begins with a class; write - as the last character");
                }
                made.append(item.pattern());
                continue;
            }
            Escape last = item(regex, i + 1);
            if (last.isClass() || last.code() < item.code()) {
                throw OnigurumaTranslator.refused("a range in brackets has no end, or one before its start");
            }
            made.append(item.pattern()).append('-').append(last.pattern());
            i = last.end();
        }
    }

    private static Escape item(String regex, int at) {
        if (regex.startsWith("[:", at)) {
            int end = regex.indexOf(":]", at + 2);
            if (end > 0) {
                return posix(regex.substring(at + 2, end), end + 2);
            }
        }
        if (regex.charAt(at) == '\\') {
            return escape(regex, at, true);
        }
        int code = regex.codePointAt(at);
        return Escape.of(code, at + Character.charCount(code));
    }

    private static Escape posix(String name, int end) {
        boolean negated = name.startsWith("^");
        String known = negated ? name.substring(1) : name;
        if (!NAMED.containsKey(known)) {
            throw OnigurumaTranslator.refused("there is no class [:" + known + ":]");
        }
        return Escape.of((negated ? "[^" : "[") + NAMED.get(known) + "]", end);
    }

    /** @param at the position of the backslash */
    static Escape escape(String regex, int at, boolean inBrackets) {
        if (at + 1 >= regex.length()) {
            throw OnigurumaTranslator.refused("it ends with a backslash");
        }
        int code = regex.codePointAt(at + 1);
        int end = at + 1 + Character.charCount(code);
        switch (code) {
            case 'd':
                return Escape.of("\\p{Nd}", end);
            case 'D':
                return Escape.of("\\P{Nd}", end);
            case 'w':
                return Escape.of("[" + WORD + "]", end);
            case 'W':
                return Escape.of("[^" + WORD + "]", end);
            case 's':
                return Escape.of(SPACE, end);
            case 'S':
                return Escape.of("\\P{IsWhite_Space}", end);
            case 'p':
            case 'P':
                return regex.startsWith("{", end) ? property(regex, code == 'P', end) : Escape.of(code, end);
            case 't':
                return Escape.of('\t', end);
            case 'n':
                return Escape.of('\n', end);
            case 'r':
                return Escape.of('\r', end);
            case 'f':
                return Escape.of('\f', end);
            case 'a':
                return Escape.of(7, end);
            case 'e':
                return Escape.of(27, end);
            case 'x':
                return hexadecimal(regex, end);
            case 'c':
                return end < regex.length() ? Escape.of(regex.charAt(end) & 31, end + 1) : Escape.of(code, end);
            default:
                return code >= '0' && code <= '7'
                        ? octal(regex, at + 1)
                        : inBrackets ? Escape.of(code == 'b' ? 8 : code, end) : assertion(code, end);
        }
    }

    /** An escape that is no character of a class. All other letters stand for themselves. */
    private static Escape assertion(int code, int end) {
        String word = "[" + WORD + "]";
        switch (code) {
            case 'b':
                return Escape.of("(?:(?<=" + word + ")(?!" + word + ")|(?<!" + word + ")(?=" + word + "))", end);
            case 'B':
                return Escape.of("(?:(?<=" + word + ")(?=" + word + ")|(?<!" + word + ")(?!" + word + "))", end);
            case 'A':
            case 'Z':
            case 'z':
            case 'G':
            case 'R':
            case 'X':
                return Escape.of("\\" + (char) code, end);
            case 'N':
                return Escape.of("[^\\n]", end);
            case 'O':
                return Escape.of("[\\x{0}-\\x{10ffff}]", end);
            default:
                return Escape.of(code, end);
        }
    }

    private static Escape octal(String regex, int from) {
        int end = from;
        while (end < regex.length() && end < from + 3 && "01234567".indexOf(regex.charAt(end)) >= 0) {
            end++;
        }
        return Escape.of(Integer.parseInt(regex.substring(from, end), 8), end);
    }

    private static Escape hexadecimal(String regex, int from) {
        if (regex.startsWith("{", from)) {
            int end = regex.indexOf('}', from);
            String digits = end < 0 ? "" : regex.substring(from + 1, end);
            if (!digits.matches("[0-9a-fA-F]{1,6}") || !Character.isValidCodePoint(Integer.parseInt(digits, 16))) {
                throw OnigurumaTranslator.refused("\\x{…} needs the number of a character in hexadecimal digits");
            }
            return Escape.of(Integer.parseInt(digits, 16), end + 1);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int end = octet(regex, from, bytes);
        int first = bytes.toByteArray()[0] & 0xff;
        int length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        while (bytes.size() < length && regex.startsWith("\\x", end)) {
            end = octet(regex, end + 2, bytes);
        }
        String text = Bytes.of(bytes.toByteArray())
                .text()
                .orElseThrow(() ->
                        OnigurumaTranslator.refused("\\x stands for bytes of UTF-8; write a character as \\x{…}"));
        return Escape.of(text.codePointAt(0), end);
    }

    /** Adds the byte of up to two hexadecimal digits, and returns the position after them. */
    private static int octet(String regex, int from, ByteArrayOutputStream bytes) {
        int end = from;
        while (end < from + 2 && end < regex.length() && Character.digit(regex.charAt(end), 16) >= 0) {
            end++;
        }
        bytes.write(end == from ? 0 : Integer.parseInt(regex.substring(from, end), 16));
        return end;
    }

    private static Escape property(String regex, boolean negatedByLetter, int brace) {
        int end = regex.indexOf('}', brace);
        String name = end < 0 ? "" : regex.substring(brace + 1, end);
        boolean negated = negatedByLetter != name.startsWith("^");
        String known = name.startsWith("^") ? name.substring(1) : name;
        String of = Optional.ofNullable(NAMED.get(known.toLowerCase(Locale.ROOT)))
                .or(() -> UnicodeProperty.looselyNamed(known))
                .orElseThrow(() -> OnigurumaTranslator.refused("there is no property \\p{" + known + "}"));
        return Escape.of((negated ? "[^" : "[") + of + "]", end + 1);
    }
}
