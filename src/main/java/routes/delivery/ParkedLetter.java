package routes.delivery;

import java.time.Instant;
import java.util.Optional;
import routes.control.EventId;
import routes.event.SendError;

/**
 * A dead letter that its target refuses alone, for operators. Immutable.
 *
 * @param id names the event in orders, see {@link EventId}
 * @param position the position of the event at its source
 * @param bytes the length of its body
 * @param target the dead letter target
 * @param problem why the target refuses it
 * @param isTooLarge whether its size is the reason, so that it could be cut
 * @param since when it was refused first
 * @param until when it is tried again; empty if that is about to happen
 */
public record ParkedLetter(
        String id,
        String position,
        int bytes,
        String target,
        String problem,
        boolean isTooLarge,
        Instant since,
        Optional<Instant> until) {

    static ParkedLetter of(DeliveryAttempt attempt) {
        String position = attempt.delivery.received().position();
        DeliveryAttempt.Progress progress = attempt.progress();
        Optional<SendError> refusal = attempt.parkedFor();
        return new ParkedLetter(
                EventId.of(position),
                position,
                attempt.delivery.received().event().body().length(),
                attempt.queue().target(),
                refusal.map(SendError::detail).orElse(""),
                refusal.filter(SendError::isTooLarge).isPresent(),
                progress.since().orElse(Instant.EPOCH),
                progress.until());
    }
}
