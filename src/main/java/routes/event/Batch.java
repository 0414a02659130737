package routes.event;

import java.util.List;

/** The body of an exchange that comes from a source: the events in the order in which the source delivered them. */
public record Batch(List<ReceivedEvent> events) {}
