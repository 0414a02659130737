package routes.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Shows the events that the routes of this replica have in flight, and takes operators' orders about single events.
 * Implementations are thread-safe and do not block for the event. All methods throw {@link OperationRejectedException} if there
 * is no such route.
 */
public interface InFlightEvents {

    /**
     * The events of a route, the oldest first.
     *
     * @param total the number of all events in flight on this replica
     * @param events the oldest of them
     */
    record Listing(int total, List<EventStatus> events) {}

    /**
     * An order that was accepted.
     *
     * @param event the id of the event, see {@link EventId}
     * @param status the event, if this replica has it; otherwise another replica may have it
     * @param expires when the order lapses if no replica can carry it out until then
     */
    record Accepted(String route, String event, EventOrder order, Optional<EventStatus> status, Instant expires) {}

    /** @param most the most events that are listed */
    Listing list(String route, int most);

    /**
     * Orders what becomes of one event. Returns once the order is stored; the replica that has the event carries it out, this
     * one or another. Rejected if no replica can have the event, or if the order makes no sense where the event is.
     */
    Accepted order(String route, String event, EventOrder order);
}
