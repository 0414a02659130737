package routes.delivery;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import routes.definition.Reason;
import routes.event.Failure;
import routes.event.Outcome;
import routes.event.Parcel;
import routes.event.Passage;

/**
 * One event's way to its end: every target that gets it, then, if one of them gave it up, the dead letter, and at the very
 * last the acknowledgement. Thread-safe.
 */
final class Journey {

    private final Shift shift;
    private final Passage passage;
    private final OpenBatch batch;
    private final AtomicInteger open;
    private final AtomicReference<DeadLetter> failed = new AtomicReference<>();

    Journey(Shift shift, Passage passage, OpenBatch batch, int targets) {
        this.shift = shift;
        this.passage = passage;
        this.batch = batch;
        this.open = new AtomicInteger(targets);
    }

    Passage passage() {
        return passage;
    }

    /** How this event fares at one of its targets. */
    Attempt.Listener towards(String target) {
        return new Attempt.Listener() {
            @Override
            public void delivered() {
                targetIsDone();
            }

            @Override
            public void givenUp(Attempt attempt, Reason reason) {
                String detail = attempt.answer.orElseThrow().detail();
                failed.compareAndSet(
                        null,
                        new DeadLetter(
                                passage,
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
                    given -> shift.deadLetter(this, given), () -> shift.finish(passage, batch, Outcome.DELIVERED));
        }
    }

    /** How its dead letter fares. */
    Attempt.Listener towardsDeadLetter(DeadLetter letter, DeadLetters letters) {
        return new Attempt.Listener() {
            @Override
            public void delivered() {
                shift.finishDead(letter, batch);
            }

            @Override
            public void givenUp(Attempt attempt, Reason reason) {
                throw new IllegalStateException("a dead letter is never given up");
            }

            @Override
            public Optional<Parcel> cut(int cuts) {
                return letters.cut(letter, cuts);
            }
        };
    }
}
