package routes.pipeline.jq;

/** An expression that could not answer for a body. The message never holds a value of the body. */
public final class JqEvaluationException extends Exception {

    private final boolean catchable;

    private JqEvaluationException(String message, boolean catchable) {
        super(message, null, false, false);
        this.catchable = catchable;
    }

    JqEvaluationException(String message) {
        this(message, true);
    }

    /** A failure that {@code try} and {@code ?} let through: else an expression could outlive its budget. */
    static JqEvaluationException limit(String message) {
        return new JqEvaluationException(message, false);
    }

    boolean isCatchable() {
        return catchable;
    }
}
