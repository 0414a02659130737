package routes.pipeline.xml;

import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/**
 * The characters that one part of a regular expression of XML Schema stands for, where that is plain to see: a character, an
 * escaped one, or a class of them. Used once.
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

    /** Empty where it is more than one character long, or where it takes more than a look to say which it stands for. */
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

    /** No class that is the opposite of another, or less than another. */
    private boolean readClass() {
        int end = part.length() - 1;
        at = 1;
        boolean sound = part.charAt(at) != '^';
        while (sound && at < end) {
            sound = part.charAt(at) != '[' && part.charAt(at) != ']' && (isRange(end) ? readsRange() : reads());
        }
        return sound && at == end;
    }

    private boolean isRange(int end) {
        return part.charAt(at) != '\\' && at + 2 < end && part.charAt(at + 1) == '-';
    }

    private boolean readsRange() {
        char first = part.charAt(at);
        char last = part.charAt(at + 2);
        at += 3;
        boolean sound = first <= last && last != '\\' && last != '[' && !Character.isSurrogate(last);
        if (sound) {
            signs.set(first, last + 1);
        }
        return sound;
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
