package routes.delivery;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import routes.control.EventId;
import routes.control.EventOrder;
import routes.control.EventStatus;
import routes.control.EventStatus.AtTarget;
import routes.control.EventStatus.Where;
import routes.event.Failure;
import routes.event.ReceivedEvent;
import routes.support.DisplayText;

/** Describes an event in flight at one moment, from any thread and without delaying its delivery. Thread-safe. */
public final class EventSnapshot {

    private static final int LONGEST_POSITION = 300;
    private static final int LONGEST_ANSWER = 500;

    private EventSnapshot() {}

    /**
     * An event that is not on its way to targets yet.
     *
     * @param step the step that works on it; empty while it waits
     */
    public static EventStatus beforeDelivery(
            ReceivedEvent received, Optional<String> step, Optional<EventOrder> order, Moment now) {
        AtTarget state = new AtTarget(
                step.orElse(""),
                step.isPresent() ? Where.IN_STEP : Where.BEFORE_STEPS,
                0,
                Optional.empty(),
                Optional.empty());
        return status(received, state, Optional.empty(), List.of(), order, now);
    }

    static EventStatus of(EventDelivery delivery, Moment now) {
        List<AtTarget> targets = delivery.attempts().stream()
                .map(attempt -> atTarget(attempt, attempt.queue().target(), now))
                .toList();
        AtTarget state = delivery.deadLetterAttempt()
                .map(letter -> atTarget(letter, "dead letter " + letter.queue().target(), now))
                .orElseGet(() -> slowest(targets));
        return status(
                delivery.received(),
                state,
                delivery.deadLetter().map(DeadLetter::failure),
                targets,
                delivery.isWithdrawn() || delivery.isDecided() ? delivery.order() : Optional.empty(),
                now);
    }

    /** The target that an event waits for: of those that have not ended, the one that has refused it most often. */
    private static AtTarget slowest(List<AtTarget> targets) {
        return targets.stream()
                .max(Comparator.<AtTarget, Boolean>comparing(target -> !hasEnded(target.where()))
                        .thenComparingInt(AtTarget::attempts))
                .orElseGet(() -> new AtTarget("", Where.BEFORE_STEPS, 0, Optional.empty(), Optional.empty()));
    }

    private static boolean hasEnded(Where where) {
        return where == Where.DELIVERED || where == Where.GIVEN_UP;
    }

    private static AtTarget atTarget(DeliveryAttempt attempt, String name, Moment now) {
        DeliveryAttempt.Progress progress = attempt.progress();
        Where where = attempt.ended().orElseGet(() -> waiting(attempt, progress, now));
        return new AtTarget(
                name,
                where,
                progress.refusals(),
                progress.lastAnswer().map(answer -> DisplayText.line(answer, LONGEST_ANSWER)),
                progress.until().filter(until -> where == Where.RETRYING || where == Where.PARKED));
    }

    private static Where waiting(DeliveryAttempt attempt, DeliveryAttempt.Progress progress, Moment now) {
        if (attempt.isParked()) {
            return Where.PARKED;
        }
        if (attempt.awaitsAnswer()) {
            return Where.SENT;
        }
        if (attempt.queue().outage().isPresent()) {
            return Where.HELD;
        }
        return progress.until().filter(now.instant()::isBefore).isPresent() ? Where.RETRYING : Where.QUEUED;
    }

    private static EventStatus status(
            ReceivedEvent received,
            AtTarget state,
            Optional<Failure> failure,
            List<AtTarget> targets,
            Optional<EventOrder> order,
            Moment now) {
        Duration age = now.since(received.receivedNanos());
        return new EventStatus(
                EventId.of(received.position()),
                DisplayText.line(received.position(), LONGEST_POSITION),
                Optional.of(received.event().key())
                        .filter(key -> key.isPresent())
                        .map(key -> DisplayText.line(key.toString(), DisplayText.NAME)),
                now.instant().minus(age),
                age.toMillis() / 1000.0,
                state.where(),
                Optional.of(state.target()).filter(at -> !at.isEmpty()),
                state.attempts(),
                state.lastAnswer(),
                state.until(),
                failure.map(Failure::reason),
                targets,
                order);
    }
}
