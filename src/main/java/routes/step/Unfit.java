package routes.step;

import routes.definition.Reason;







/** An event that cannot go on, and why. The detail never holds a value of the body. */
final class Unfit extends Exception {

    private final Reason reason;

    Unfit(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
