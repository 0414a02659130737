package routes.pipeline.body;

import routes.model.DeadLetterReason;

/** An event that cannot go on, and why. The detail never holds a value of the body. */
public final class StepException extends Exception {

    private final DeadLetterReason reason;

    public StepException(DeadLetterReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public DeadLetterReason reason() {
        return reason;
    }
}
