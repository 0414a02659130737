package routes.pipeline;

import java.util.Optional;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.OutboundMessage;
import routes.event.RoutingDecision;
import routes.pipeline.body.EventContext;
import routes.pipeline.body.StepException;

/** A destination, ready to be addressed. Thread-safe. */
record CompiledTarget(
        int index,
        String label,
        Optional<CompiledTemplate> key,
        Optional<CompiledTemplate> routingKey,
        Optional<CompiledTemplate> deduplicationId) {

    RoutingDecision.Send address(EventContext context) throws StepException {
        Event event = context.event();
        Optional<String> worded = fill(key, context);
        Event keyed = worded.isPresent() ? event.withKey(Bytes.ofText(worded.get())) : event;
        return new RoutingDecision.Send(
                index, new OutboundMessage(keyed, fill(routingKey, context), fill(deduplicationId, context)));
    }

    private static Optional<String> fill(Optional<CompiledTemplate> wording, EventContext context)
            throws StepException {
        return wording.isPresent() ? Optional.of(wording.get().fill(context)) : Optional.empty();
    }
}
