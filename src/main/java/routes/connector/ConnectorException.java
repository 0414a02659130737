package routes.connector;

/** A broker is not as a route needs it. The message says what is wrong and how to mend it, without any secret. */
public final class ConnectorException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConnectorException(String message) {
        super(message);
    }

    public ConnectorException(String message, Throwable cause) {
        super(message, cause);
    }
}
