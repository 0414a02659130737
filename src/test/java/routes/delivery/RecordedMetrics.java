package routes.delivery;

import java.util.ArrayList;
import java.util.List;
import routes.event.Outcome;
import routes.event.RouteMetrics;
import routes.event.SendError;
import routes.model.DeadLetterReason;

/** A ledger that remembers. */
final class RecordedMetrics implements RouteMetrics {

    final List<Outcome> outcomes = new ArrayList<>();
    final List<DeadLetterReason> reasons = new ArrayList<>();
    final List<SendError.Kind> refusals = new ArrayList<>();
    final List<Boolean> holds = new ArrayList<>();
    final List<Integer> parkings = new ArrayList<>();
    int received;
    int abandoned;
    int confirmed;
    int retried;

    /** Done once, before the next of its kind is counted. */
    Runnable whenConfirmed = () -> {};

    Runnable whenRefused = () -> {};
    Runnable whenFinished = () -> {};
    Runnable whenHeld = () -> {};

    static void fail() {
        throw new IllegalStateException("no ink");
    }

    @Override
    public void received(int events) {
        received += events;
    }

    @Override
    public void abandoned(int events) {
        abandoned += events;
    }

    @Override
    public void finished(Outcome outcome, long nanos) {
        Runnable first = whenFinished;
        whenFinished = () -> {};
        first.run();
        outcomes.add(outcome);
    }

    @Override
    public void deadLettered(DeadLetterReason reason) {
        reasons.add(reason);
    }

    @Override
    public void confirmed(String target) {
        Runnable first = whenConfirmed;
        whenConfirmed = () -> {};
        first.run();
        confirmed++;
    }

    @Override
    public void refused(String target, SendError.Kind kind) {
        Runnable first = whenRefused;
        whenRefused = () -> {};
        first.run();
        refusals.add(kind);
    }

    @Override
    public void retried(String target) {
        retried++;
    }

    @Override
    public void parked(int letters) {
        parkings.add(letters);
    }

    @Override
    public void held(String target, boolean held) {
        Runnable first = whenHeld;
        whenHeld = () -> {};
        first.run();
        holds.add(held);
    }
}
