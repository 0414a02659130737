package routes.step;

import routes.model.DeadLetterReason;











/** An event that cannot go on, and why. The detail never holds a value of the body. */
final class Unfit extends Exception {

    private final DeadLetterReason reason;

    Unfit(DeadLetterReason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    DeadLetterReason reason() {
        return reason;
    }
}
