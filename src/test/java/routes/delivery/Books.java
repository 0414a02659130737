package routes.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routes.definition.Reason;
import routes.event.Ledger;
import routes.event.Outcome;
import routes.event.Refusal;

/** A ledger that remembers. */
final class Books implements Ledger {

    final List<Outcome> outcomes = new ArrayList<>();
    final List<Reason> reasons = new ArrayList<>();
    final List<Refusal.Kind> refusals = new ArrayList<>();
    final List<Boolean> holds = new ArrayList<>();
    int received;
    int confirmed;
    int retried;
    /** Thrown instead of counting the next confirmation. */
    Optional<RuntimeException> trouble = Optional.empty();

    @Override
    public void received(int events) {
        received += events;
    }

    @Override
    public void finished(Outcome outcome, long nanos) {
        outcomes.add(outcome);
    }

    @Override
    public void deadLettered(Reason reason) {
        reasons.add(reason);
    }

    @Override
    public void confirmed(String target) {
        Optional<RuntimeException> thrown = trouble;
        trouble = Optional.empty();
        if (thrown.isPresent()) {
            throw thrown.get();
        }
        confirmed++;
    }

    @Override
    public void refused(String target, Refusal.Kind kind) {
        refusals.add(kind);
    }

    @Override
    public void retried(String target) {
        retried++;
    }

    @Override
    public void held(String target, boolean held) {
        holds.add(held);
    }
}
