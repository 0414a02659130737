package routes.connector;

/**
 * Thrown when a broker, queue or topic is not ready for a route. The message says what is wrong and how to fix it, and
 * contains no secret.
 */
public final class ConnectorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConnectorException(String message) {
        super(message);
    }

    public ConnectorException(String message, Throwable cause) {
        super(message, cause);
    }
}
