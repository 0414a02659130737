package routes.runtime;

import java.util.List;
import java.util.function.Function;
import routes.control.EventOrder;
import routes.control.OrderEffect;

/**
 * Carries out orders about the events that this replica has in flight, in any version of their route. Thread-safe.
 *
 * @param versions the events of all versions of a route; none if there is no such route
 */
record ReplicaEvents(Function<String, List<RouteEvents>> versions) implements EventOrders.Events {

    @Override
    public OrderEffect order(String route, String event, EventOrder order) {
        List<RouteEvents> all = versions.apply(route);
        if (order.action() != EventOrder.Action.DEAD_LETTER
                && isAmbiguous(all, event)
                && all.stream().noneMatch(version -> version.delivery().follows(event, order))) {
            return OrderEffect.AMBIGUOUS;
        }
        return all.stream()
                .map(version -> version.order(event, order))
                .filter(effect -> effect != OrderEffect.NOT_HERE)
                .findFirst()
                .orElse(OrderEffect.NOT_HERE);
    }

    /** Whether several events have the id, as messages of RabbitMQ can: their senders choose it. */
    static boolean isAmbiguous(List<RouteEvents> versions, String event) {
        return versions.stream().mapToLong(version -> version.count(event)).sum() > 1;
    }

    @Override
    public boolean isCarriedOut(String route, String event) {
        return versions.apply(route).stream()
                .anyMatch(version -> version.delivery().isCarriedOut(event));
    }

    @Override
    public void forgetCarriedOut(String route, String event) {
        versions.apply(route).forEach(version -> version.delivery().forgetCarriedOut(event));
    }
}
