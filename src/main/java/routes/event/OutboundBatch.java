package routes.event;

import java.util.List;

/**
 * The body of an exchange that goes to a target: the sends in the order in which they must arrive. The exchange is done when
 * all of them have been handed to the client library. Each send is confirmed or refused individually, then or later.
 */
public record OutboundBatch(List<PendingSend> sends) {}
