package routes.pipeline.body;

/** An expression, template, schema or stylesheet that is not one. The message is for its author. */
public final class CompileException extends Exception {
    public CompileException(String message) {
        super(message);
    }
}
