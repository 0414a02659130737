package routes.pipeline.json;

import java.util.List;
import java.util.Optional;

/** Translates the escapes and character classes of ECMA-262 to the syntax of Java. Not thread-safe. */
final class EcmaCharacters {

    static final String LINE_END = "\\n\\r\\x{2028}\\x{2029}";
    static final String ANY = "[\\x{0}-\\x{10FFFF}]";

    /** ASCII in Java as in ECMA-262. */
    private static final List<String> SAME_IN_JAVA = List.of("\\d", "\\D", "\\w", "\\W");

    /** Single characters where it can be, and one range around the others: Java decides most characters by a table. */
    private static final String SPACE =
            "\\t\\n\\x0B\\f\\r\\x20\\xA0[\\x{1680}-\\x{FEFF}&&[\\x{1680}\\x{2000}-\\x{200A}\\x{2028}"
                    + "\\x{2029}\\x{202F}\\x{205F}\\x{3000}\\x{FEFF}]]";

    static final String BOUNDARY = "(?:(?<=\\w)(?!\\w)|(?<!\\w)(?=\\w))";
    static final String NO_BOUNDARY = "(?:(?<=\\w)(?=\\w)|(?<!\\w)(?!\\w))";

    private final PatternCursor in;

    EcmaCharacters(PatternCursor in) {
        this.in = in;
    }

    /** One character, which has no other meaning in a pattern of Java, also within a character class. */
    static String literal(int codePoint) {
        boolean isPlain = codePoint < 0x80 && Character.isLetterOrDigit(codePoint);
        return isPlain ? Character.toString(codePoint) : "\\x{" + Integer.toHexString(codePoint) + "}";
    }

    /** A character class, of which {@code [} has been read. */
    String characterClass() {
        boolean negated = in.skip("^");
        StringBuilder members = new StringBuilder();
        while (!in.skip("]")) {
            if (in.isAtEnd()) {
                throw in.refused("a character class has no closing ']'");
            }
            member(members);
        }
        if (members.length() == 0) {
            return negated ? ANY : "(?!)";
        }
        return (negated ? "[^" : "[") + members + "]";
    }

    /** A character, a range, or a set such as {@code \d}. A hyphen beside a set is a hyphen. */
    private void member(StringBuilder members) {
        Optional<String> set = set();
        if (set.isPresent()) {
            members.append(set.get());
            return;
        }
        int first = characterInClass();
        int hyphen = in.position();
        if (!in.skip("-") || in.peek() == ']' || in.isAtEnd()) {
            in.back(hyphen);
            members.append(literal(first));
            return;
        }
        Optional<String> afterHyphen = set();
        if (afterHyphen.isPresent()) {
            members.append(literal(first)).append(literal('-')).append(afterHyphen.get());
            return;
        }
        int last = characterInClass();
        if (last < first) {
            throw in.refused("a range of characters ends before it begins");
        }
        members.append(literal(first)).append('-').append(literal(last));
    }

    private int characterInClass() {
        if (!in.skip("\\")) {
            return in.next();
        }
        return in.skip("b") ? '\b' : escapedCharacter();
    }

    /** An escape that stands for a set of characters, as a member of a class of Java. Reads nothing if there is none. */
    Optional<String> set() {
        for (String same : SAME_IN_JAVA) {
            if (in.skip(same)) {
                return Optional.of(same);
            }
        }
        if (in.skip("\\s")) {
            return Optional.of(SPACE);
        } else if (in.skip("\\S")) {
            return Optional.of("[^" + SPACE + "]");
        } else if (in.skip("\\p{")) {
            return Optional.of(property());
        } else if (in.skip("\\P{")) {
            return Optional.of("[^" + property() + "]");
        }
        return Optional.empty();
    }

    private String property() {
        int position = in.position();
        String written = in.until('}', "\\p{");
        return UnicodeProperty.inJava(written).orElseThrow(() -> {
            if (UnicodeProperty.isUnknownToJava(written)) {
                return new EcmaRegex.Untranslatable("Java does not know which characters have the property '" + written
                        + "'; list their ranges, like [\\u{1F600}-\\u{1F64F}]");
            }
            in.back(position);
            return in.refused("'" + written + "' is not a property of Unicode characters; write it like \\p{Letter},"
                    + " \\p{Lu} or \\p{Script=Greek}");
        });
    }

    /** An escape that stands for one character, of which the backslash has been read. */
    int escapedCharacter() {
        int position = in.position();
        int escaped = in.next();
        switch (escaped) {
            case PatternCursor.END:
                throw in.refused("it ends with a backslash");
            case 't':
                return '\t';
            case 'n':
                return '\n';
            case 'v':
                return 0x0B;
            case 'f':
                return '\f';
            case 'r':
                return '\r';
            case '0':
                if (in.digits().isEmpty()) {
                    return 0;
                }
                break;
            case 'c':
                int letter = in.next();
                if (letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z') {
                    return letter % 32;
                }
                break;
            case 'x':
                int two = in.hexadecimal(2);
                if (two >= 0) {
                    return two;
                }
                break;
            case 'u':
                int unit = codePoint();
                if (unit >= 0) {
                    return unit;
                }
                break;
            default:
                if (!Character.isLetterOrDigit(escaped)) {
                    return escaped;
                }
        }
        in.back(position);
        throw in.refused("'\\" + Character.toString(escaped) + "' is not an escape" + instead(escaped));
    }

    private int codePoint() {
        if (in.skip("{")) {
            String digits = in.until('}', "\\u{");
            boolean isValid = digits.matches("0*[0-9A-Fa-f]{1,6}") && Integer.parseInt(lastSix(digits), 16) <= 0x10FFFF;
            return isValid ? Integer.parseInt(lastSix(digits), 16) : PatternCursor.END;
        }
        int first = in.hexadecimal(4);
        int second = in.position();
        if (first >= 0xD800 && first <= 0xDBFF && in.skip("\\u")) {
            int low = in.hexadecimal(4);
            if (low >= 0xDC00 && low <= 0xDFFF) {
                return Character.toCodePoint((char) first, (char) low);
            }
            in.back(second);
        }
        return first;
    }

    private static String lastSix(String digits) {
        return digits.substring(Math.max(0, digits.length() - 6));
    }

    private static String instead(int escaped) {
        return switch (escaped) {
            case 'A' -> "; for the start of the text write ^";
            case 'Z', 'z' -> "; for the end of the text write $";
            case 'h' -> "; for blanks and tabs write [ \\t]";
            case 'R' -> "; for the end of a line write \\r?\\n";
            case 'a' -> "; write \\x07";
            case 'e' -> "; write \\x1b";
            case 'p', 'P' -> "; write it like \\p{Letter}";
            case 'u' -> "; write it like \\u00e9 or \\u{1F600}";
            case 'x' -> "; write it like \\xe9";
            case 'c' -> "; write it like \\cJ";
            case '0' -> "; write it like \\x00";
            default -> "";
        };
    }
}
