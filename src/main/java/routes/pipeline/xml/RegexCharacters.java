package routes.pipeline.xml;

import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the characters that one part of a regular expression of XML Schema can match, if the part is simple: a character, an
 * escaped character, or a character class. Not thread-safe: used once.
 */
final class RegexCharacters {

    private static final String SPECIAL = "^$.[]()|?*+{}\\";
    private static final Map<Character, String> ESCAPED = Map.of('n', "\n", 'r', "\r", 't', "\t", 's', " \t\n\r");

    private final String part;
    private final BitSet signs = new BitSet();
    private int at;

    private RegexCharacters(String part) {
        this.part = part;
    }

    /** The characters that the part matches; empty if it matches more than one character in sequence or is not simple. */
    static Optional<BitSet> of(String part) {
        RegexCharacters signs = new RegexCharacters(part);
        boolean isClass = part.length() > 2 && part.startsWith("[") && part.endsWith("]");
        return Optional.of(signs.signs).filter(read -> isClass ? signs.readClass() : signs.readOne());
    }

    private boolean readOne() {
        return !part.isEmpty() && (part.charAt(0) == '\\' || isPlain(part.charAt(0))) && reads() && at == part.length();
    }

    private static boolean isPlain(char sign) {
        return SPECIAL.indexOf(sign) < 0;
    }

    /** Reads a class; negated classes and subtractions are not simple. */
    private boolean readClass() {
        int end = part.length() - 1;
        at = 1;
        boolean simple = part.charAt(at) != '^';
        while (simple && at < end) {
            simple = part.charAt(at) != '[' && part.charAt(at) != ']' && (isRange(end) ? readsRange() : reads());
        }
        return simple && at == end;
    }

    private boolean isRange(int end) {
        return part.charAt(at) != '\\' && at + 2 < end && part.charAt(at + 1) == '-';
    }

    private boolean readsRange() {
        char first = part.charAt(at);
        char last = part.charAt(at + 2);
        at += 3;
        boolean simple = first <= last && last != '\\' && last != '[' && !Character.isSurrogate(last);
        if (simple) {
            signs.set(first, last + 1);
        }
        return simple;
    }

    private boolean reads() {
        char sign = part.charAt(at++);
        if (sign == '\\' && at < part.length()) {
            char escaped = part.charAt(at++);
            String meant = ESCAPED.getOrDefault(escaped, String.valueOf(escaped));
            meant.chars().forEach(signs::set);
            return ESCAPED.containsKey(escaped) || !Character.isLetterOrDigit(escaped);
        }
        signs.set(sign);
        return sign != '\\' && !Character.isSurrogate(sign);
    }
}
