package routes.event;

import java.util.List;

/** The body of an exchange that comes from a source: events in the order in which the source gave them. */
public record Batch(List<ReceivedEvent> events) {}
