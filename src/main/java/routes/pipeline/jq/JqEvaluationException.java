package routes.pipeline.jq;

/** Thrown when an expression fails for a body. The message never contains a value of the body. */
public final class JqEvaluationException extends Exception {

    private final boolean catchable;

    private JqEvaluationException(String message, boolean catchable) {
        super(message, null, false, false);
        this.catchable = catchable;
    }

    JqEvaluationException(String message) {
        this(message, true);
    }

    /** A failure that {@code try} and {@code ?} do not catch; otherwise an expression could exceed its budget. */
    static JqEvaluationException limit(String message) {
        return new JqEvaluationException(message, false);
    }

    boolean isCatchable() {
        return catchable;
    }
}
