package routes.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import routes.control.EventId;
import routes.control.EventOrder;
import routes.control.EventStatus;
import routes.control.OrderEffect;
import routes.delivery.EventSnapshot;
import routes.delivery.Moment;
import routes.event.Batch;
import routes.event.Failure;
import routes.event.ReceivedEvent;
import routes.event.RoutingDecision;
import routes.model.DeadLetterReason;
import routes.pipeline.body.StepWatch;

/**
 * A batch while the pipeline decides about its events, one after the other. Other threads can see where it is, and order that an
 * event becomes a dead letter: the steps that work on it are ended, and those that have not begun do not begin. Thread-safe.
 */
final class BatchInSteps {

    private final List<ReceivedEvent> events;
    private final StepWatch watch = new StepWatch();
    private final Map<Integer, EventOrder> orders = new ConcurrentHashMap<>();
    private volatile boolean abandoned;

    BatchInSteps(List<ReceivedEvent> events) {
        this.events = events;
    }

    /**
     * An event in the steps.
     *
     * @param at the path of the step
     * @param sinceNanos the {@link System#nanoTime()} at which the steps began with it
     */
    record InStep(ReceivedEvent received, String at, long sinceNanos) {}

    /**
     * Decides about all events; about none if it is abandoned. Called once. An order that is given while the last steps end is
     * carried out too.
     */
    List<Batch.RoutedEvent> decide(Function<ReceivedEvent, RoutingDecision> pipeline) {
        List<Batch.RoutedEvent> routed = watch.watching(() -> {
            List<Batch.RoutedEvent> decided = new ArrayList<>(events.size());
            for (int index = 0; index < events.size() && !abandoned; index++) {
                decided.add(new Batch.RoutedEvent(events.get(index), decision(index, pipeline)));
            }
            return decided;
        });
        if (!abandoned) {
            orders.forEach((index, order) -> routed.set(
                    index, new Batch.RoutedEvent(events.get(index), withdrawn(order, at(routed.get(index))))));
        }
        return routed;
    }

    private RoutingDecision decision(int index, Function<ReceivedEvent, RoutingDecision> pipeline) {
        watch.begin(index);
        if (abandoned) {
            watch.end(index); // abandoned between two events
        }
        return orders.containsKey(index) ? withdrawn(orders.get(index), "steps") : pipeline.apply(events.get(index));
    }

    /** Ends the steps for all events: the route does not wait for them any longer. */
    void abandon() {
        abandoned = true;
        watch.end(watch.event());
    }

    boolean isAbandoned() {
        return abandoned;
    }

    private static RoutingDecision withdrawn(EventOrder order, String at) {
        return new RoutingDecision.Failed(new Failure(DeadLetterReason.OPERATOR, order.detail(Optional.empty()), at));
    }

    /** The step that was ended, or all of them. */
    private static String at(Batch.RoutedEvent routed) {
        return routed.decision() instanceof RoutingDecision.Failed failed
                ? failed.failure().at()
                : "steps";
    }

    /** The event that the steps work on; empty before the first and after the last. */
    Optional<InStep> inStep() {
        int index = watch.event();
        return index < 0
                ? Optional.empty()
                : Optional.of(new InStep(events.get(index), watch.at(), watch.sinceNanos()));
    }

    /** All of its events. */
    List<ReceivedEvent> events() {
        return events;
    }

    List<EventStatus> status(Moment now) {
        int at = watch.event();
        return IntStream.range(0, events.size())
                .mapToObj(index -> EventSnapshot.beforeDelivery(
                        events.get(index),
                        index == at ? Optional.of(watch.at()) : Optional.empty(),
                        Optional.ofNullable(orders.get(index)),
                        now))
                .toList();
    }

    /** Carries out an order about the event with this id. No event in the steps can be cut or discarded. */
    OrderEffect order(String id, EventOrder order) {
        for (int index = 0; index < events.size(); index++) {
            if (EventId.of(events.get(index).position()).equals(id)) {
                return order(index, order);
            }
        }
        return OrderEffect.NOT_HERE;
    }

    private OrderEffect order(int index, EventOrder order) {
        if (order.action() != EventOrder.Action.DEAD_LETTER) {
            return OrderEffect.NOT_PARKED;
        }
        orders.put(index, order);
        watch.end(index);
        return OrderEffect.TAKEN;
    }
}
