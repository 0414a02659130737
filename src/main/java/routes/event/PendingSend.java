package routes.event;

import java.util.Optional;

/**
 * A message that a target must confirm or refuse: exactly once, from any thread. Until then the event counts as in flight.
 */
public interface PendingSend {

    OutboundMessage message();

    /** The same whenever this event is sent for this route, after a restart too: {@code orders-to-billing/orders-3@1207}. */
    String id();

    /**
     * The target holds the event durably.
     *
     * @param reply what it answered, where it answers with more than a confirmation
     */
    void confirmed(Optional<Event> reply);

    /** The target holds the event durably, and has nothing to say. */
    default void confirmed() {
        confirmed(Optional.empty());
    }

    /** The target does not hold the event, or it is not known whether it does. */
    void refused(SendError error);
}
