package routes.broker;

/** A broker is not as a route needs it. The message says what is wrong and how to mend it, without any secret. */
public final class BrokerProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BrokerProblem(String message) {
        super(message);
    }

    public BrokerProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
