package routes.pipeline.body;

/** Thrown when an expression, template, schema or stylesheet cannot be compiled. The message is for its author. */
public final class CompileException extends Exception {
    public CompileException(String message) {
        super(message);
    }
}
