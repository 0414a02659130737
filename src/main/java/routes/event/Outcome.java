package routes.event;

import java.util.Locale;

/** How an event's way through a route ended. Every event that was taken ends in exactly one. */
public enum Outcome {
    /** Every target has confirmed that it holds the event. */
    DELIVERED,
    /** The route let it go on purpose. */
    FILTERED,
    /** The dead letter target has confirmed that it holds the event and what was wrong. */
    DEAD_LETTERED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
