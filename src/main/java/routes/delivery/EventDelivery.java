package routes.delivery;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import routes.event.Failure;
import routes.event.OutboundMessage;
import routes.event.Outcome;
import routes.event.ReceivedEvent;
import routes.model.DeadLetterReason;

/**
 * One event's way to its end: every target that gets it, then, if one of them gave it up, the dead letter, and at the very
 * last the acknowledgement. Thread-safe.
 */
final class EventDelivery {

    private final DeliverySession session;
    private final ReceivedEvent received;
    private final InFlightBatch batch;
    private final AtomicInteger open;
    private final AtomicReference<DeadLetter> failed = new AtomicReference<>();

    EventDelivery(DeliverySession session, ReceivedEvent received, InFlightBatch batch, int targets) {
        this.session = session;
        this.received = received;
        this.batch = batch;
        this.open = new AtomicInteger(targets);
    }

    ReceivedEvent passage() {
        return received;
    }

    /** How this event fares at one of its targets. */
    DeliveryAttempt.Listener towards(String target) {
        return new DeliveryAttempt.Listener() {
            @Override
            public void delivered() {
                targetIsDone();
            }

            @Override
            public void givenUp(DeliveryAttempt attempt, DeadLetterReason reason) {
                String detail = attempt.answer.orElseThrow().detail();
                failed.compareAndSet(
                        null,
                        new DeadLetter(
                                received,
                                new Failure(reason, detail, target),
                                attempt.refusals,
                                attempt.firstFailure,
                                attempt.lastFailure));
                targetIsDone();
            }
        };
    }

    private void targetIsDone() {
        if (open.decrementAndGet() == 0) {
            Optional<DeadLetter> letter = Optional.ofNullable(failed.get());
            letter.ifPresentOrElse(
                    given -> session.deadLetter(this, given), () -> session.finish(received, batch, Outcome.DELIVERED));
        }
    }

    /** How its dead letter fares. */
    DeliveryAttempt.Listener towardsDeadLetter(DeadLetter letter, DeadLetterFactory letters) {
        return new DeliveryAttempt.Listener() {
            @Override
            public void delivered() {
                session.finishDead(letter, batch);
            }

            @Override
            public void givenUp(DeliveryAttempt attempt, DeadLetterReason reason) {
                throw new IllegalStateException("a dead letter is never given up");
            }

            @Override
            public Optional<OutboundMessage> cut(int cuts) {
                return letters.cut(letter, cuts);
            }
        };
    }
}
