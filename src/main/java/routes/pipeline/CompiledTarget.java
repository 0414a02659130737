package routes.pipeline;

import java.util.HashMap;
import java.util.Map;
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
 * @param index the position in the list of targets of the route
 * @param key of the event at this target; the event's own where empty
 * @param address what the target is told beside the event, by the names of the route format
 */
record CompiledTarget(int index, String label, Optional<CompiledTemplate> key, Map<String, CompiledTemplate> address) {

    RoutingDecision.Send message(EventContext context) throws StepException {
        Event event = context.event();
        if (key.isPresent()) {
            event = event.withKey(Bytes.ofText(key.get().fill(context)));
        }
        return new RoutingDecision.Send(index, new OutboundMessage(event, filledAddress(context)));
    }

    private Map<String, String> filledAddress(EventContext context) throws StepException {
        if (address.isEmpty()) {
            return Map.of();
        }
        Map<String, String> filled = new HashMap<>();
        for (Map.Entry<String, CompiledTemplate> part : address.entrySet()) {
            filled.put(part.getKey(), part.getValue().fill(context));
        }
        return filled;
    }
}
