package routes.event;

import java.util.Locale;

/** The outcome of an event on its route. Every received event has exactly one outcome. */
public enum Outcome {
    /** Every target has confirmed that it holds the event. */
    DELIVERED,
    /** The route filtered the event out. */
    FILTERED,
    /** The dead letter target has confirmed that it holds the event and the description of its failure. */
    DEAD_LETTERED,
    /** The dead letter target refused the event, and an operator ordered that it be given up. Nobody holds it any more. */
    DISCARDED,
    /**
     * The route stopped and returned the event to a source that cannot redeliver it, see {@link ReceivedEvent#comesAgain}; or the
     * event was parked, and its source redelivers it as another one, see {@link ReceivedEvent#isRevoked}.
     */
    RETURNED;

    /** Whether events of every source can have this outcome. */
    public boolean isOfEverySource() {
        return this != RETURNED;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
