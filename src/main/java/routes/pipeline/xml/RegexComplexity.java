package routes.pipeline.xml;

import java.util.BitSet;
import java.util.Optional;

/**
 * How often a regular expression of XML Schema lets the JDK choose on its way through a text, at most: each choice may double
 * its steps, which nothing else bounds. What {@code *} and {@code +} repeat it does not try twice at one place. Used once.
 */
final class RegexComplexity {

    private static final int WITHOUT_END = 1_000_000;

    private final String pattern;
    private int at;

    private RegexComplexity(String pattern) {
        this.pattern = pattern;
    }

    /** Of what is no regular expression any number. */
    static int in(String pattern) {
        return new RegexComplexity(pattern).branches();
    }

    /** Nothing is chosen where each branch is one character that no other begins with: only one of them can go on. */
    private int branches() {
        int most = 0;
        int number = 0;
        Optional<BitSet> apart = Optional.of(new BitSet());
        do {
            int start = at;
            most = Math.max(most, branch());
            Optional<BitSet> own = RegexCharacters.of(pattern.substring(start, Math.min(at, pattern.length())));
            apart = apart.flatMap(
                    others -> own.filter(signs -> !signs.intersects(others)).map(signs -> both(signs, others)));
            number++;
        } while (takes('|'));
        return most + (number > 1 && apart.isEmpty() ? 1 : 0);
    }

    private static BitSet both(BitSet some, BitSet others) {
        some.or(others);
        return some;
    }

    private int branch() {
        int sum = 0;
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            sum = bounded((long) sum + quantified(atom()));
        }
        return sum;
    }

    private int atom() {
        char first = pattern.charAt(at++);
        if (first == '(') {
            int inside = branches();
            takes(')');
            return inside;
        } else if (first == '[') {
            skipClass();
        } else if (first == '\\') {
            at++;
            if (takes('{')) {
                at = Math.max(at, pattern.indexOf('}', at) + 1);
            }
        }
        return 0;
    }

    private void skipClass() {
        for (int depth = 1; depth > 0 && at < pattern.length(); at++) {
            switch (pattern.charAt(at)) {
                case '\\' -> at++;
                case '[' -> depth++;
                case ']' -> depth--;
                default -> {}
            }
        }
    }

    private int quantified(int inside) {
        if (takes('?')) {
            return inside + 1;
        } else if (takes('*') || takes('+')) {
            return 1;
        } else if (!takes('{')) {
            return inside;
        }
        int end = Math.max(at, pattern.indexOf('}', at));
        String[] bounds = pattern.substring(at, end).split(",", -1);
        at = end + 1;
        int most = number(bounds[bounds.length - 1].isEmpty() ? bounds[0] : bounds[bounds.length - 1]);
        return bounded((long) inside * most + bounds.length - 1);
    }

    private static int number(String written) {
        return written.matches("[0-9]{1,6}") ? Integer.parseInt(written) : WITHOUT_END;
    }

    private static int bounded(long number) {
        return (int) Math.min(number, WITHOUT_END);
    }

    private boolean takes(char expected) {
        boolean there = at < pattern.length() && pattern.charAt(at) == expected;
        at += there ? 1 : 0;
        return there;
    }
}
