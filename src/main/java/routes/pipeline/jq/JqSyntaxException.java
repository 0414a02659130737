package routes.pipeline.jq;

/** An expression that is not one. The message says where and what, and is fit for the person who wrote it. */
public final class JqSyntaxException extends Exception {
    JqSyntaxException(int at, String message) {
        super(message + ", at character " + (at + 1));
    }
}
