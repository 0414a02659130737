package routes.pipeline.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import routes.pipeline.body.StepWatch;

/**
 * The remaining budget of one evaluation: steps, depth, sizes, and the memory that all values together take which it makes,
 * whether they are still needed or not. Not thread-safe: one for each evaluation.
 */
final class Budget {

    static final int MAX_STEPS = 10_000_000;
    static final int MAX_DEPTH = 600;
    static final int MAX_TEXT_LENGTH = 16 * 1024 * 1024;

    /** The most entries of one list or object. */
    static final int MAX_ENTRIES = 4 * 1024 * 1024;

    /** The most memory, in bytes, of all values that an evaluation makes, summed. */
    static final long MAX_MEMORY = 128L * 1024 * 1024;

    /** More digits are refused before anything is calculated with them. */
    private static final long MAX_COUNTED_DIGITS = 20_000;

    private static final int BYTES_OF_VALUE = 32;
    private static final int BYTES_OF_ENTRY = 16;
    private static final int BYTES_OF_PARSED_CHARACTER = 6;

    private static final int CALLS_BETWEEN_CHECKS = 1_000;

    private final StepWatch watch = StepWatch.ofThread();
    private int unchecked = CALLS_BETWEEN_CHECKS;
    private long left = MAX_STEPS;
    private long memory = MAX_MEMORY;
    private int depth;

    /** Takes steps; what takes memory too is spent by the methods below. */
    void spend(long steps) throws JqEvaluationException {
        left -= steps;
        if (--unchecked < 0) {
            unchecked = CALLS_BETWEEN_CHECKS;
            watch.check();
        }
        if (left < 0) {
            throw JqEvaluationException.limit("the expression takes more than " + MAX_STEPS + " steps");
        }
    }

    /** Like {@link #spend}, for callers that cannot throw checked exceptions. */
    boolean trySpend() {
        return --left >= 0;
    }

    private void take(long bytes) throws JqEvaluationException {
        memory -= bytes;
        if (memory < 0) {
            throw JqEvaluationException.limit(
                    "the values that the expression makes take more than " + MAX_MEMORY + " bytes together");
        }
    }

    void enter() throws JqEvaluationException {
        if (++depth > MAX_DEPTH) {
            throw JqEvaluationException.limit("the expression is nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    void leave() {
        depth--;
    }

    int depth() {
        return depth;
    }

    /** Called where an exception is caught: it has passed callers of {@link #leave}. */
    void returnTo(int earlier) {
        depth = earlier;
    }

    /** The cost of a result that is kept in a list. */
    void spendResult() throws JqEvaluationException {
        spend(8);
        take(BYTES_OF_VALUE);
    }

    /** @param length of a string that is made, in characters */
    void spendText(long length) throws JqEvaluationException {
        if (length > MAX_TEXT_LENGTH) {
            throw JqEvaluationException.limit(
                    "the expression produces a string longer than " + MAX_TEXT_LENGTH + " characters");
        }
        spend(1 + length / 16);
        take(BYTES_OF_VALUE + Character.BYTES * length);
    }

    /** The cost of so many small values that are made of a text. */
    void spendParts(long count) throws JqEvaluationException {
        spend(count);
        take(3 * BYTES_OF_VALUE * count);
    }

    /** The cost of a calculation with this operand, or with this result: it grows with the digits, and with the zeros behind them. */
    void spendNumber(JsonNode number) throws JqEvaluationException {
        spend(1);
        if (number.isBigDecimal() || number.isBigInteger()) {
            BigDecimal value = number.decimalValue();
            long digits = Math.min(MAX_COUNTED_DIGITS, value.precision() + Math.abs((long) value.scale()));
            spend(digits * digits / 64);
            take(BYTES_OF_VALUE + digits);
        }
    }

    /** The cost of a value that is read from JSON of this length. */
    void spendParsing(long length) throws JqEvaluationException {
        spend(length);
        take(BYTES_OF_PARSED_CHARACTER * length);
    }

    /** The cost of looking through a text without making one. */
    void spendReading(long length) throws JqEvaluationException {
        spend(1 + length / 16);
    }

    /** The cost of copying a list or object of this size. */
    void spendCopy(long size) throws JqEvaluationException {
        if (size > MAX_ENTRIES) {
            throw JqEvaluationException.limit(
                    "the expression produces a list or object of more than " + MAX_ENTRIES + " entries");
        }
        spend(1 + size / 8);
        take(BYTES_OF_VALUE + BYTES_OF_ENTRY * size);
    }
}
