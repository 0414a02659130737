package routes.step;

/** An expression, template, schema or stylesheet that is not one. The message is for its author. */
final class Mistake extends Exception {
    Mistake(String message) {
        super(message);
    }
}
