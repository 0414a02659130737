package routes.pipeline.jq;

/** What one evaluation may still spend; not thread-safe, one for each evaluation. */
final class Budget {

    static final int MOST_STEPS = 10_000_000;
    static final int DEEPEST = 600;
    static final int LONGEST_TEXT = 16 * 1024 * 1024;

    /** Of one list or object: what is made while an expression is asked stays in memory, however cheap it was. */
    static final int MOST_ENTRIES = 4 * 1024 * 1024;

    private long left = MOST_STEPS;
    private int depth;

    void spend(long steps) throws JqEvaluationException {
        left -= steps;
        if (left < 0) {
            throw JqEvaluationException.limit("the expression takes more than " + MOST_STEPS + " steps");
        }
    }

    /** Like {@link #spend} for places that a checked exception cannot pass. */
    boolean trySpend() {
        return --left >= 0;
    }

    void enter() throws JqEvaluationException {
        if (++depth > DEEPEST) {
            throw JqEvaluationException.limit("the expression goes deeper than " + DEEPEST + " levels");
        }
    }

    void leave() {
        depth--;
    }

    void spendText(long length) throws JqEvaluationException {
        if (length > LONGEST_TEXT) {
            throw JqEvaluationException.limit(
                    "the expression makes a string longer than " + LONGEST_TEXT + " characters");
        }
        spend(1 + length / 16);
    }

    /** The cost of copying a list or object of this size. */
    void spendCopy(long size) throws JqEvaluationException {
        if (size > MOST_ENTRIES) {
            throw JqEvaluationException.limit(
                    "the expression makes a list or object of more than " + MOST_ENTRIES + " entries");
        }
        spend(1 + size / 8);
    }
}
