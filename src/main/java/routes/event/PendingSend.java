package routes.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A message that a target must confirm or refuse exactly once. Until then the event counts as in flight. Both methods may be
 * called from any thread.
 */
public interface PendingSend {

    OutboundMessage message();

    /** The same for every send of this event on this route, also after a restart: {@code orders-to-billing/orders-3@1207}. */
    String id();

    /** The time at which the event was created or sent, if its source knows it; never that of a dead letter. */
    default Optional<Instant> time() {
        return Optional.empty();
    }

    /**
     * The target holds the event durably.
     *
     * @param reply the answer of the target, if it returns more than a confirmation
     */
    void confirmed(Optional<Event> reply);

    /** The target holds the event durably and returns nothing but the confirmation. */
    default void confirmed() {
        confirmed(Optional.empty());
    }

    /** The target does not hold the event, or it is unknown whether it does. */
    void refused(SendError error);
}
