package routes.pipeline.xml;

import java.util.BitSet;
import java.util.Optional;

/**
 * Estimates how many choices the JDK may have to try when it matches a regular expression of XML Schema: each choice can
 * double the number of steps, and the JDK has no limit of its own. Repetitions by {@code *} and {@code +} are not tried twice
 * at the same position. Not thread-safe: used once.
 */
final class RegexComplexity {

    private static final int UNBOUNDED = 1_000_000;

    private final String pattern;
    private int at;

    private RegexComplexity(String pattern) {
        this.pattern = pattern;
    }

    /** The number of choices; any number if the text is not a regular expression. */
    static int in(String pattern) {
        return new RegexComplexity(pattern).branches();
    }

    /** There is no choice if the branches are single characters, all different: at most one of them can match. */
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
        return written.matches("[0-9]{1,6}") ? Integer.parseInt(written) : UNBOUNDED;
    }

    private static int bounded(long number) {
        return (int) Math.min(number, UNBOUNDED);
    }

    private boolean takes(char expected) {
        boolean there = at < pattern.length() && pattern.charAt(at) == expected;
        at += there ? 1 : 0;
        return there;
    }
}
