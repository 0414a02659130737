package routes.pipeline.jq;

/** The remaining budget of one evaluation: steps, depth and sizes. Not thread-safe: one for each evaluation. */
final class Budget {

    static final int MAX_STEPS = 10_000_000;
    static final int MAX_DEPTH = 600;
    static final int MAX_TEXT_LENGTH = 16 * 1024 * 1024;

    /** The most entries of one list or object. Results stay in memory during the evaluation, even if they cost few steps. */
    static final int MAX_ENTRIES = 4 * 1024 * 1024;

    private long left = MAX_STEPS;
    private int depth;

    void spend(long steps) throws JqEvaluationException {
        left -= steps;
        if (left < 0) {
            throw JqEvaluationException.limit("the expression takes more than " + MAX_STEPS + " steps");
        }
    }

    /** Like {@link #spend}, for callers that cannot throw checked exceptions. */
    boolean trySpend() {
        return --left >= 0;
    }

    void enter() throws JqEvaluationException {
        if (++depth > MAX_DEPTH) {
            throw JqEvaluationException.limit("the expression is nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    void leave() {
        depth--;
    }

    void spendText(long length) throws JqEvaluationException {
        if (length > MAX_TEXT_LENGTH) {
            throw JqEvaluationException.limit(
                    "the expression produces a string longer than " + MAX_TEXT_LENGTH + " characters");
        }
        spend(1 + length / 16);
    }

    /** The cost of copying a list or object of this size. */
    void spendCopy(long size) throws JqEvaluationException {
        if (size > MAX_ENTRIES) {
            throw JqEvaluationException.limit(
                    "the expression produces a list or object of more than " + MAX_ENTRIES + " entries");
        }
        spend(1 + size / 8);
    }
}
