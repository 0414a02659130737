package routes.control;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import routes.model.DeadLetterReason;

/**
 * An event that a route of this replica has received and that has not ended. Immutable and thread-safe.
 *
 * @param id names the event in orders, see {@link EventId}
 * @param position the position of the event at its source
 * @param key the beginning of the key, safe to show
 * @param received when the source received the event
 * @param ageSeconds the time since then
 * @param where where the event is; if it has several targets, at the one that it waits for the longest
 * @param at the step or the target that the event waits for
 * @param attempts the number of sends that this target refused
 * @param lastAnswer why this target refused the event the last time
 * @param until when the pause before the next attempt ends
 * @param deadLetter the reason, if the event is on its way to the dead letter target
 * @param targets the state at each target; empty while the event is in the steps
 * @param order the order about this event that is not yet carried out
 */
public record EventStatus(
        String id,
        String position,
        Optional<String> key,
        Instant received,
        double ageSeconds,
        Where where,
        Optional<String> at,
        int attempts,
        Optional<String> lastAnswer,
        Optional<Instant> until,
        Optional<DeadLetterReason> deadLetter,
        List<AtTarget> targets,
        Optional<EventOrder> order) {

    public EventStatus {
        targets = List.copyOf(targets);
    }

    /** Where an event is. */
    public enum Where {
        /** It waits for the steps: other events of the same batch are before it. */
        BEFORE_STEPS,
        /** A step works on it. */
        IN_STEP,
        /** It waits for its turn at the target: for earlier events of its key, or until the target takes more. */
        QUEUED,
        /** It was sent, and the target has not answered yet. */
        SENT,
        /** The target refused it, and the pause before the next attempt has not ended. */
        RETRYING,
        /** The target is unavailable, and its events are held. */
        HELD,
        /** The dead letter target refuses it alone, and an operator has to decide about it. Other events go on. */
        PARKED,
        /** The target holds it. */
        DELIVERED,
        /** The target will not get it any more. */
        GIVEN_UP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The state of an event at one target; parameters as in {@link EventStatus}. */
    public record AtTarget(
            String target, Where where, int attempts, Optional<String> lastAnswer, Optional<Instant> until) {}
}
