package routes.pipeline;

import java.util.Optional;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.OutboundMessage;
import routes.event.RoutingDecision;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;

/**
 * A compiled target: creates the message that it receives for an event. Thread-safe.
 *
 * @param index the position in {@link RouteSpec#targets}
 */
record CompiledTarget(
        int index,
        String label,
        Optional<CompiledTemplate> key,
        Optional<CompiledTemplate> routingKey,
        Optional<CompiledTemplate> deduplicationId) {

    RoutingDecision.Send message(EventContext context) throws StepException {
        Event event = context.event();
        Optional<String> newKey = fill(key, context);
        Event keyed = newKey.isPresent() ? event.withKey(Bytes.ofText(newKey.get())) : event;
        return new RoutingDecision.Send(
                index, new OutboundMessage(keyed, fill(routingKey, context), fill(deduplicationId, context)));
    }

    private static Optional<String> fill(Optional<CompiledTemplate> template, EventContext context)
            throws StepException {
        return template.isPresent() ? Optional.of(template.get().fill(context)) : Optional.empty();
    }
}
