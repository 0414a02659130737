package routes.pipeline.jq;

/**
 * Thrown when a text is not a valid expression. The message is for its author and says what is wrong, and at which character.
 */
public final class JqSyntaxException extends Exception {
    JqSyntaxException(int at, String message) {
        super(message + ", at character " + (at + 1));
    }
}
