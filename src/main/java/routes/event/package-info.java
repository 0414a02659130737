/**
 * WHAT travels: the event and the contract by which sources, steps, delivery and targets hand it to each other.
 *
 * <p>Outward: a source makes {@link routes.event.ReceivedEvent}s and hands them on as a {@link routes.event.Batch}, the body of
 * one Camel exchange. The steps give each passage a {@link routes.event.RoutingDecision}. The delivery turns verdicts into
 * {@link routes.event.PendingSend}s and hands them to a target as a {@link routes.event.OutboundBatch}, again the body of one
 * exchange.
 *
 * <p>Inward: the target confirms or refuses each shipment on its own; the delivery finishes each passage on its own; the
 * source acknowledges what is finished.
 */
package routes.event;
