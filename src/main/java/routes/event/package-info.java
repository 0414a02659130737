/**
 * Events, and the contract between source, pipeline, delivery and target.
 *
 * <p>From source to target: a source creates {@link routes.event.ReceivedEvent}s and passes them on as a {@link
 * routes.event.Batch.Received}, which is the body of one Camel exchange. The pipeline makes a {@link routes.event.RoutingDecision} about
 * each of them. The delivery converts the decisions to {@link routes.event.PendingSend}s and passes them to a target as an
 * {@link routes.event.Batch.Outbound}, again the body of one exchange.
 *
 * <p>From target to source: the target confirms or refuses each send individually, the delivery ends each event individually,
 * and the source acknowledges the events that have ended. This package depends on {@code model} only.
 */
package routes.event;
