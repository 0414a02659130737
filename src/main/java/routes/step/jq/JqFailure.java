package routes.step.jq;

/** An expression that could not answer for a body. The message never holds a value of the body. */
public final class JqFailure extends Exception {

    private final boolean catchable;

    private JqFailure(String message, boolean catchable) {
        super(message, null, false, false);
        this.catchable = catchable;
    }

    JqFailure(String message) {
        this(message, true);
    }

    /** A failure that {@code try} and {@code ?} let through: else an expression could outlive its budget. */
    static JqFailure limit(String message) {
        return new JqFailure(message, false);
    }

    boolean isCatchable() {
        return catchable;
    }
}
