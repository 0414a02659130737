package routes.event;

import java.util.List;

/**
 * The body of an exchange that goes to a target: shipments in the order in which they must arrive. The exchange is done
 * when all are handed to the client library; the answers come to each shipment on its own, then or later.
 */
public record OutboundBatch(List<PendingSend> sends) {}
