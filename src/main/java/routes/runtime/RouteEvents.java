package routes.runtime;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import routes.control.EventId;
import routes.control.EventOrder;
import routes.control.EventStatus;
import routes.control.OrderEffect;
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

    /** The number of events in flight that have this id. */
    long count(String id) {
        long inSteps = routing.inSteps().stream()
                .flatMap(batch -> batch.events().stream())
                .filter(received -> EventId.of(received.position()).equals(id))
                .count();
        return inSteps + delivery.count(id);
    }

    /** Carries out an order, if the event is here and the order makes sense where it is. */
    OrderEffect order(String id, EventOrder order) {
        OrderEffect inSteps = routing.inSteps().stream()
                .map(batch -> batch.order(id, order))
                .filter(effect -> effect != OrderEffect.NOT_HERE)
                .findFirst()
                .orElse(OrderEffect.NOT_HERE);
        return inSteps == OrderEffect.NOT_HERE ? delivery.order(id, order) : inSteps;
    }
}
