package routes.runtime;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import routes.control.EventOrder;
import routes.control.EventStatus;
import routes.delivery.DeliveryProcessor;
import routes.delivery.Moment;
import routes.event.ReceivedEvent;

/** The events that one version of a route has in flight: in its steps, and on their way to targets. Thread-safe. */
record RouteEvents(RoutingProcessor routing, DeliveryProcessor delivery) {

    List<EventStatus> status(Moment now) {
        return Stream.concat(
                        routing.inSteps().stream().flatMap(batch -> batch.status(now).stream()),
                        delivery.inFlight(now).stream())
                .toList();
    }

    /** The event that has been in the steps for the longest time. */
    Optional<BatchInSteps.InStep> longestInStep() {
        long now = System.nanoTime();
        return routing.inSteps().stream()
                .flatMap(batch -> batch.inStep().stream())
                .max((one, other) -> Long.compare(now - one.sinceNanos(), now - other.sinceNanos()));
    }

    /** The nanoseconds since the oldest event was received; empty if none is in flight. */
    OptionalLong oldestAgeNanos() {
        long now = System.nanoTime();
        LongStream inSteps = routing.inSteps().stream()
                .flatMap(batch -> batch.events().stream())
                .mapToLong(ReceivedEvent::receivedNanos);
        return LongStream.concat(inSteps, delivery.oldestNanos().stream())
                .map(received -> now - received)
                .max();
    }

    /** Carries out an order. Returns whether the event is here; the order may make no sense where it is. */
    boolean order(String id, EventOrder order) {
        boolean inSteps = order.action() == EventOrder.Action.DEAD_LETTER
                && routing.inSteps().stream().anyMatch(batch -> batch.deadLetter(id, order));
        return inSteps || delivery.order(id, order);
    }

    /** Whether an event with this id has ended since an order was given about it; true once only. */
    boolean takeCarriedOut(String id) {
        return delivery.takeCarriedOut(id);
    }
}
