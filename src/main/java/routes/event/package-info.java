/**
 * What travels, and the contract between source, pipeline, delivery and target.
 *
 * <p>Outward: a source makes {@link routes.event.ReceivedEvent}s and hands them on as a {@link routes.event.Batch}, the body of
 * one Camel exchange. The pipeline makes a {@link routes.event.RoutingDecision} about each of them. The delivery turns decisions
 * into {@link routes.event.PendingSend}s and hands them to a target as an {@link routes.event.OutboundBatch}, again the body of
 * one exchange.
 *
 * <p>Back: the target confirms or refuses each send on its own, the delivery ends each event on its own, and the source
 * acknowledges what has ended. Knows the model alone.
 */
package routes.event;
