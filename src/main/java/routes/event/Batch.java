package routes.event;

import java.util.List;

/** The body of an exchange, at each of the three stages of a hub route: many events travel in one exchange. */
public sealed interface Batch {

    /** From a source to the pipeline: events in the order in which the source received them. */
    record Received(List<ReceivedEvent> events) implements Batch {}

    /** From the pipeline to the delivery: the same events, each with the decision about it. */
    record Routed(List<RoutedEvent> events) implements Batch {}

    /** An event as received from the source, and the routing decision for it. */
    record RoutedEvent(ReceivedEvent received, RoutingDecision decision) {}

    /**
     * From the delivery to a target: the sends in the order in which they must arrive. The exchange is done when all of them
     * have been handed to the client library. Each send is confirmed or refused individually, then or later.
     */
    record Outbound(List<PendingSend> sends) implements Batch {}
}
