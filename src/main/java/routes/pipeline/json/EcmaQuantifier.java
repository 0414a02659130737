package routes.pipeline.json;

import java.util.Optional;

/**
 * How often something is repeated in a regular expression.
 *
 * @param max {@link Integer#MAX_VALUE} if there is no limit
 * @param written in the syntax of Java
 */
record EcmaQuantifier(int min, int max, String written) {

    /** Longer numbers are larger than any text is long. */
    private static final int MAX_DIGITS = 9;

    /** Reads a quantifier, if there is one. */
    static Optional<EcmaQuantifier> read(PatternCursor in) {
        if (in.skip("*")) {
            return Optional.of(lazyOrNot(0, Integer.MAX_VALUE, "*", in));
        } else if (in.skip("+")) {
            return Optional.of(lazyOrNot(1, Integer.MAX_VALUE, "+", in));
        } else if (in.skip("?")) {
            return Optional.of(lazyOrNot(0, 1, "?", in));
        }
        return startsBounds(in) ? Optional.of(bounds(in)) : Optional.empty();
    }

    /** Whether a number in braces follows, also one that is not written correctly. */
    static boolean startsBounds(PatternCursor in) {
        int start = in.position();
        boolean found = in.skip("{");
        in.skip(",");
        found &= !in.digits().isEmpty();
        in.back(start);
        return found;
    }

    private static EcmaQuantifier bounds(PatternCursor in) {
        int start = in.position();
        in.skip("{");
        String least = in.digits();
        String most = in.skip(",") ? in.digits() : least;
        if (least.isEmpty() || !in.skip("}")) {
            in.back(start);
            throw in.refused("the number of repetitions must be written like {2}, {2,} or {0,5}");
        }
        if (least.length() > MAX_DIGITS) {
            throw in.refused("the number of repetitions is too large");
        }
        boolean isOpen = most.isEmpty() || most.length() > MAX_DIGITS;
        int min = Integer.parseInt(least);
        int max = isOpen ? Integer.MAX_VALUE : Integer.parseInt(most);
        if (max < min) {
            throw in.refused("the most repetitions are fewer than the least");
        }
        return lazyOrNot(min, max, "{" + min + (isOpen ? "," : max == min ? "" : "," + max) + "}", in);
    }

    private static EcmaQuantifier lazyOrNot(int min, int max, String written, PatternCursor in) {
        return new EcmaQuantifier(min, max, written + (in.skip("?") ? "?" : ""));
    }
}
