package routes.pipeline.json;

import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of Java that cannot explode: it stops once it has looked at more characters than it may. Patterns
 * and repeats that Java evaluates by recursion are stopped as well, where the stack ends. Thread-safe.
 */
public final class BoundedPattern {

    private static final int MOST_LOOKS = 5_000_000;

    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException with a message for the author where this is no regular expression */
    public static BoundedPattern of(String text, int flags) {
        try {
            return new BoundedPattern(Pattern.compile(text, flags));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a regular expression: " + e.getDescription(), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("not a regular expression: nested too deep", e);
        }
    }

    /** Whether it is found anywhere in the text, as JSON Schema asks. */
    public boolean foundIn(String text) throws Exploded {
        int[] left = {MOST_LOOKS};
        try {
            return matcher(text, () -> --left[0] >= 0).find();
        } catch (StackOverflowError e) {
            throw new Exploded();
        }
    }

    /** A matcher that asks for leave before it looks at a character, and throws {@link Exploded} where that is refused. */
    public Matcher matcher(String text, BooleanSupplier mayLook) {
        return pattern.matcher(new Watched(text, mayLook));
    }

    /** A regular expression looked at more characters than it may. */
    public static final class Exploded extends RuntimeException {
        Exploded() {
            super("a regular expression takes too many steps", null, false, false);
        }
    }

    private record Watched(String text, BooleanSupplier mayLook) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (!mayLook.getAsBoolean()) {
                throw new Exploded();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
