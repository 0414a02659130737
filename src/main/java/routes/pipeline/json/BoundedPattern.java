package routes.pipeline.json;

import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression with bounded run time: matching fails after it has looked at a maximum number of characters,
 * and also if Java's recursive evaluation exhausts the stack. Thread-safe.
 */
public final class BoundedPattern {

    private static final int MAX_LOOKS = 5_000_000;

    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws IllegalArgumentException with a message for the author if the text is not a regular expression */
    public static BoundedPattern of(String text, int flags) {
        try {
            return new BoundedPattern(Pattern.compile(text, flags));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a regular expression: " + e.getDescription(), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("not a regular expression: it is nested too deeply", e);
        }
    }

    /** @throws IllegalArgumentException with a message for the author if the text is not a regular expression of ECMA-262 */
    public static BoundedPattern ofEcma(String text) {
        try {
            return of(EcmaRegex.toJava(text), 0);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("not a regular expression: it is nested too deeply", e);
        }
    }

    /** Whether the pattern occurs anywhere in the text, as JSON Schema requires. */
    public boolean foundIn(String text) throws TooManySteps {
        int[] remaining = {MAX_LOOKS};
        try {
            return matcher(text, () -> --remaining[0] >= 0).find();
        } catch (StackOverflowError e) {
            throw new TooManySteps();
        }
    }

    /**
     * A matcher that calls {@code mayLook} before it looks at a character, and throws {@link TooManySteps} if the result is
     * false.
     */
    public Matcher matcher(String text, BooleanSupplier mayLook) {
        return pattern.matcher(new CountedText(text, mayLook));
    }

    /** Thrown when a regular expression has looked at too many characters. */
    public static final class TooManySteps extends RuntimeException {
        TooManySteps() {
            super("a regular expression takes too many steps", null, false, false);
        }
    }

    private record CountedText(String text, BooleanSupplier mayLook) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (!mayLook.getAsBoolean()) {
                throw new TooManySteps();
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
