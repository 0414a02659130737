package routes.state;

import java.io.IOException;

/**
 * Thrown when a file has been replaced or deleted, but the disk has not confirmed that: everybody sees the change, and a loss of
 * power may undo it.
 */
public final class NotDurableException extends IOException {

    NotDurableException(IOException cause) {
        super("the change is made, but the disk has not confirmed it: " + WriteFailure.reason(cause), cause);
    }

    /** Why the disk has not confirmed it, as part of a sentence. */
    public String reason() {
        return WriteFailure.reason((IOException) getCause());
    }
}
