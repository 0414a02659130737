package routes.model;

/**
 * Thrown by the constructor of a record for an invalid value. The message says what is wrong; the reader of the file adds the
 * location.
 */
public final class InvalidValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String component;

    private InvalidValueException(String component, String message) {
        super(message);
        this.component = component;
    }

    /** The key of the invalid component; empty if the value as a whole is invalid. */
    public String component() {
        return component;
    }

    static void require(boolean rule, String component, String message) {
        if (!rule) {
            throw new InvalidValueException(component, message);
        }
    }
}
