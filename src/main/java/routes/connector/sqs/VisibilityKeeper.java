package routes.connector.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import routes.connector.InFlightLimit;
import routes.connector.aws.Futures;
import routes.event.SendError;

/**
 * Keeps received messages hidden from other receivers until they are deleted or given back. They count against the in-flight
 * limit for that time, so that a crash repeats at most as many messages as the limit allows. Thread-safe.
 */
final class VisibilityKeeper {

    private final Map<String, SqsReceivedEvent> held = new ConcurrentHashMap<>();
    private final SqsReceipts account;
    private final Duration visibility;
    private final InFlightLimit bound;
    private final SqsHealth standing;
    private final SqsAcknowledger deletions;
    private final Set<SqsReceivedEvent> beingHidden = ConcurrentHashMap.newKeySet();

    VisibilityKeeper(
            SqsReceipts account,
            ScheduledExecutorService clock,
            Duration visibility,
            InFlightLimit bound,
            SqsHealth standing) {
        this.account = account;
        this.visibility = visibility;
        this.bound = bound;
        this.standing = standing;
        this.deletions = new SqsAcknowledger(account, clock, standing, this::settled);
    }

    /** Adds a message. Returns false if the source already holds it, so that it is not handed on twice. */
    boolean take(SqsReceivedEvent passage) {
        SqsReceivedEvent before = held.putIfAbsent(passage.messageId(), passage);
        if (before != null) {
            before.takenAgain(passage);
            return false;
        }
        bound.taken(passage.size());
        return true;
    }

    void finished(SqsReceivedEvent passage) {
        deletions.add(passage);
    }

    /** Extends the visibility of messages when a third of the timeout has passed, and retries failed deletions. */
    void tend() {
        deletions.again();
        long now = System.nanoTime();
        List<SqsReceivedEvent> due = held.values().stream()
                .filter(passage -> now - passage.hiddenNanos() >= visibility.toNanos() / 3)
                .toList();
        if (due.isEmpty()) {
            standing.works(SqsHealth.Call.HIDE);
        }
        for (List<SqsReceivedEvent> some :
                tens(due.stream().filter(beingHidden::add).toList())) {
            account.hide(some, (int) visibility.toSeconds()).whenComplete((answers, thrown) -> {
                if (thrown == null) {
                    hidden(some, answers, now);
                } else {
                    standing.fails(SqsHealth.Call.HIDE, account.refusal(thrown).detail());
                }
                some.forEach(beingHidden::remove);
            });
        }
    }

    private void hidden(List<SqsReceivedEvent> passages, List<Optional<SendError>> answers, long now) {
        for (int at = 0; at < passages.size(); at++) {
            if (SqsReceipts.isOver(answers.get(at))) {
                passages.get(at).hiddenAt(now);
            }
        }
        SqsReceipts.trouble(answers)
                .ifPresentOrElse(
                        error -> standing.fails(SqsHealth.Call.HIDE, error.detail()),
                        () -> standing.works(SqsHealth.Call.HIDE));
    }

    /** Makes these messages visible to other receivers at once. */
    CompletableFuture<?> giveBack(List<SqsReceivedEvent> passages) {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (List<SqsReceivedEvent> some : tens(passages)) {
            some.forEach(this::settled);
            calls.add(account.hide(some, 0));
        }
        return CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
    }

    /** Deletes finished messages, gives the others back, and waits for the answers until the deadline. */
    void close(long deadlineNanos) throws InterruptedException {
        deletions.finish(deadlineNanos);
        CompletableFuture<?> given = giveBack(List.copyOf(held.values()));
        Futures.await(List.of(given), Math.max(1, deadlineNanos - System.nanoTime()));
    }

    private void settled(SqsReceivedEvent passage) {
        if (held.remove(passage.messageId(), passage)) {
            bound.finished(passage.size());
        }
    }

    private static List<List<SqsReceivedEvent>> tens(List<SqsReceivedEvent> passages) {
        List<List<SqsReceivedEvent>> tens = new ArrayList<>();
        for (int at = 0; at < passages.size(); at += SqsReceipts.MOST_IN_CALL) {
            tens.add(passages.subList(at, Math.min(at + SqsReceipts.MOST_IN_CALL, passages.size())));
        }
        return tens;
    }
}
