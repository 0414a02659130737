package routes.benchmark;

/** A lap was over before it could be judged. */
final class TooFewEvents extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final double enough;

    /** @param enough how many would have been enough, as far as can be told */
    TooFewEvents(String message, double enough) {
        super(message);
        this.enough = enough;
    }

    double enough() {
        return enough;
    }
}
