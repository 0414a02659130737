package routes.event;

import java.util.List;

/** The body of an exchange between the pipeline and the delivery: the events of a {@link Batch}, each with the decision about it. */
public record RoutedBatch(List<Entry> events) {

    /** An event as the source gave it, and what becomes of it. */
    public record Entry(ReceivedEvent received, RoutingDecision decision) {}
}
