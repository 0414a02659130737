package routes.runtime;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import routes.control.EventOrder;
import routes.control.EventStatus;
import routes.control.InFlightEvents;
import routes.control.OperationRejectedException;
import routes.delivery.Moment;
import routes.delivery.ParkedLetter;

/** Lists the events in flight on this replica, and passes orders about single events to the replica that has them. Thread-safe. */
public final class InFlightEventsService implements InFlightEvents {

    private final Hub hub;
    private final EventOrders orders;
    private final Clock clock;

    public InFlightEventsService(Hub hub, EventOrders orders, Clock clock) {
        this.hub = hub;
        this.orders = orders;
        this.clock = clock;
    }

    @Override
    public Listing list(String route, int most) {
        List<EventStatus> all = all(route);
        return new Listing(
                all.size(),
                all.stream()
                        .sorted(Comparator.comparing(EventStatus::received))
                        .limit(most)
                        .toList());
    }

    private List<EventStatus> all(String route) {
        Moment now = Moment.now(clock);
        return hub.events(route).stream()
                .flatMap(version -> version.status(now).stream())
                .toList();
    }

    @Override
    public Accepted order(String route, String event, EventOrder order) {
        Optional<EventStatus> here = find(route, event);
        if (order.action() != EventOrder.Action.DEAD_LETTER && ReplicaEvents.isAmbiguous(hub.events(route), event)) {
            throw conflict(
                    "several events in flight have the id '" + event + "', so that it does not say which of them to "
                            + order.action()
                            + "; to keep them, raise the limit of the dead letter target, or set 'tooLarge: cut' in"
                            + " the route; to remove one, stop the route and remove the message at the broker");
        }
        here.ifPresent(status -> requireSense(status, order.action()));
        if (order.action() == EventOrder.Action.CUT) {
            refusedForAnotherReason(route, event).ifPresent(problem -> {
                throw conflict(
                        "the event '" + event + "' is not refused for its size, so that nothing is cut: " + problem);
            });
        }
        if (here.isEmpty() && !orders.areShared()) {
            throw new OperationRejectedException(
                    OperationRejectedException.Cause.UNKNOWN,
                    "this hub has no event '" + event + "' in flight on the route '" + route
                            + "', and no place where other replicas would see the order (HUB_STATE, HUB_HALTS_CONFIGMAP)");
        }
        Instant expires = orders.keep(route, event, order);
        orders.look(hub.eventsInFlight());
        return new Accepted(route, event, order, find(route, event), expires);
    }

    private Optional<EventStatus> find(String route, String event) {
        return all(route).stream()
                .filter(status -> status.id().equals(event))
                .min(Comparator.comparing(EventStatus::received));
    }

    private Optional<String> refusedForAnotherReason(String route, String event) {
        return hub.events(route).stream()
                .flatMap(version -> version.delivery().parked().stream())
                .filter(letter -> letter.id().equals(event) && !letter.isTooLarge())
                .map(ParkedLetter::problem)
                .findFirst();
    }

    private static void requireSense(EventStatus status, EventOrder.Action action) {
        boolean isParked = status.where() == EventStatus.Where.PARKED;
        if (action == EventOrder.Action.DEAD_LETTER && status.deadLetter().isPresent()) {
            throw conflict("the event '" + status.id() + "' is a dead letter already, reason "
                    + status.deadLetter().get() + ", and is on its way to the dead letter target");
        }
        if (action != EventOrder.Action.DEAD_LETTER && !isParked) {
            throw conflict("the event '" + status.id()
                    + "' is not parked: only a dead letter that its target refuses can be cut or discarded");
        }
    }

    private static OperationRejectedException conflict(String message) {
        return new OperationRejectedException(OperationRejectedException.Cause.CONFLICT, message);
    }
}
