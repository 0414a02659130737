package routes.model;

import java.util.Locale;

/** The content mode in which a target gets CloudEvents. */
public enum CloudEventsMode {
    /** The mode that the event came in. Attributes of binary mode get the names that the target's broker has for them. */
    KEEP,
    /** Attributes are headers, and the body is the data alone. */
    BINARY,
    /** Attributes and data are one JSON document in the body. */
    STRUCTURED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
