package routes.broker.aws;

import routes.broker.InFlightBound;
import routes.event.SendError;




import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The messages that a source has taken and SQS still has: hidden from other receivers, from receipt until they are
 * deleted or given back. They count against the bound for as long, so that a crash repeats no more than the bound.
 * Thread-safe.
 */
final class SqsHolding {

    private final Map<String, SqsPassage> held = new ConcurrentHashMap<>();
    private final SqsAccount account;
    private final Duration visibility;
    private final InFlightBound bound;
    private final SqsStanding standing;
    private final SqsDeletions deletions;
    private final Set<SqsPassage> beingHidden = ConcurrentHashMap.newKeySet();

    SqsHolding(
            SqsAccount account,
            ScheduledExecutorService clock,
            Duration visibility,
            InFlightBound bound,
            SqsStanding standing) {
        this.account = account;
        this.visibility = visibility;
        this.bound = bound;
        this.standing = standing;
        this.deletions = new SqsDeletions(account, clock, standing, this::settled);
    }

    /** False where the source has this message already: it is not handed on a second time. */
    boolean take(SqsPassage passage) {
        SqsPassage before = held.putIfAbsent(passage.messageId(), passage);
        if (before != null) {
            before.takenAgain(passage);
            return false;
        }
        bound.taken(passage.size());
        return true;
    }

    void finished(SqsPassage passage) {
        deletions.add(passage);
    }

    /** Keeps messages hidden in good time, a third of the visibility after the last time, and deletes what failed. */
    void tend() {
        deletions.again();
        long now = System.nanoTime();
        List<SqsPassage> due = held.values().stream()
                .filter(passage -> now - passage.hiddenNanos() >= visibility.toNanos() / 3)
                .toList();
        if (due.isEmpty()) {
            standing.works(SqsStanding.Call.HIDE);
        }
        for (List<SqsPassage> some : tens(due.stream().filter(beingHidden::add).toList())) {
            account.hide(some, (int) visibility.toSeconds()).whenComplete((answers, thrown) -> {
                if (thrown == null) {
                    hidden(some, answers, now);
                } else {
                    standing.fails(
                            SqsStanding.Call.HIDE, account.refusal(thrown).detail());
                }
                some.forEach(beingHidden::remove);
            });
        }
    }

    private void hidden(List<SqsPassage> passages, List<Optional<SendError>> answers, long now) {
        for (int at = 0; at < passages.size(); at++) {
            if (SqsAccount.isOver(answers.get(at))) {
                passages.get(at).hiddenAt(now);
            }
        }
        SqsAccount.trouble(answers)
                .ifPresentOrElse(
                        error -> standing.fails(SqsStanding.Call.HIDE, error.detail()),
                        () -> standing.works(SqsStanding.Call.HIDE));
    }

    /** Lets other receivers have these messages at once. */
    CompletableFuture<?> giveBack(List<SqsPassage> passages) {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (List<SqsPassage> some : tens(passages)) {
            some.forEach(this::settled);
            calls.add(account.hide(some, 0));
        }
        return CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
    }

    /** Deletes what is finished and gives back what is not, waiting for the answers until the deadline. */
    void close(long deadlineNanos) throws InterruptedException {
        deletions.finish(deadlineNanos);
        CompletableFuture<?> given = giveBack(List.copyOf(held.values()));
        Patience.await(List.of(given), Math.max(1, deadlineNanos - System.nanoTime()));
    }

    private void settled(SqsPassage passage) {
        if (held.remove(passage.messageId(), passage)) {
            bound.finished(passage.size());
        }
    }

    private static List<List<SqsPassage>> tens(List<SqsPassage> passages) {
        List<List<SqsPassage>> tens = new ArrayList<>();
        for (int at = 0; at < passages.size(); at += SqsAccount.MOST_IN_CALL) {
            tens.add(passages.subList(at, Math.min(at + SqsAccount.MOST_IN_CALL, passages.size())));
        }
        return tens;
    }
}
