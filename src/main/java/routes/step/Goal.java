package routes.step;

import routes.event.Bytes;
import routes.event.Event;
import routes.event.OutboundMessage;
import routes.event.RoutingDecision;










import java.util.Optional;

/** A destination, ready to be addressed. Thread-safe. */
record Goal(
        int index,
        String label,
        Optional<Wording> key,
        Optional<Wording> routingKey,
        Optional<Wording> deduplicationId) {

    RoutingDecision.Send address(Cargo cargo) throws Unfit {
        Event event = cargo.event();
        Optional<String> worded = fill(key, cargo);
        Event keyed = worded.isPresent() ? event.withKey(Bytes.ofText(worded.get())) : event;
        return new RoutingDecision.Send(
                index, new OutboundMessage(keyed, fill(routingKey, cargo), fill(deduplicationId, cargo)));
    }

    private static Optional<String> fill(Optional<Wording> wording, Cargo cargo) throws Unfit {
        return wording.isPresent() ? Optional.of(wording.get().fill(cargo)) : Optional.empty();
    }
}
