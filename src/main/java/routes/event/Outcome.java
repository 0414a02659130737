package routes.event;

import java.util.Locale;

/** How an event ended on its route. Every received event ends in exactly one of these. */
public enum Outcome {
    /** Every target has confirmed that it holds the event. */
    DELIVERED,
    /** The route dropped it on purpose. */
    FILTERED,
    /** The dead letter target has confirmed that it holds the event and what was wrong with it. */
    DEAD_LETTERED,
    /** A stop of the route gave it back to a source that cannot give it again. See {@link ReceivedEvent#comesAgain}. */
    RETURNED;

    /** Whether events of every source can end like this. */
    public boolean isOfEverySource() {
        return this != RETURNED;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
