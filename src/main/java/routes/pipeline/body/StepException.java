package routes.pipeline.body;

import routes.model.DeadLetterReason;
import routes.support.Utf8;

/**
 * Thrown when a step cannot process an event, which then becomes a dead letter. The message never contains a value of the
 * body.
 */
public final class StepException extends Exception {

    private final DeadLetterReason reason;

    public StepException(DeadLetterReason reason, String detail) {
        super(Utf8.legible(detail), null, false, false);
        this.reason = reason;
    }

    public DeadLetterReason reason() {
        return reason;
    }
}
