package routes.model;

/** What it means that a target has confirmed an event. */
public enum Guarantee {
    /** The target holds the event durably: delivery is at least once. */
    STORED,
    /** The event was written to a receiver that may lose it: not at least once, hence no place for dead letters. */
    WRITTEN;

    /** Whether an event may be acknowledged as a dead letter once such a target has confirmed it. */
    public boolean isEnoughForDeadLetters() {
        return this == STORED;
    }
}
