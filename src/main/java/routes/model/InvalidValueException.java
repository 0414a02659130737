package routes.model;

/** A value that breaks its own rule. The record says what is wrong; the reader, which knows, says where. */
public final class InvalidValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String component;

    private InvalidValueException(String component, String message) {
        super(message);
        this.component = component;
    }

    /** The key that is at fault, empty where it is the value as a whole. */
    public String component() {
        return component;
    }

    static void require(boolean rule, String component, String message) {
        if (!rule) {
            throw new InvalidValueException(component, message);
        }
    }
}
