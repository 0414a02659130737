package routes.event;

import java.util.List;

/** The body of an exchange between pipeline and delivery: the events of a {@link Batch}, each with its routing decision. */
public record RoutedBatch(List<Entry> events) {

    /** An event as received from the source, and the routing decision for it. */
    public record Entry(ReceivedEvent received, RoutingDecision decision) {}
}
