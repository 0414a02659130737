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
import java.util.function.Consumer;
import routes.connector.aws.Futures;
import routes.event.SendError;

/**
 * Keeps received messages hidden from other receivers until they are deleted or given back. They count against the in-flight
 * limit for that time, so that a crash repeats at most as many messages as the limit allows. Thread-safe.
 */
final class VisibilityKeeper {

    private final Map<String, SqsReceivedEvent> held = new ConcurrentHashMap<>();
    private final SqsReceipts receipts;
    private final Duration visibility;
    private final Consumer<SqsReceivedEvent> counter;
    private final SqsHealth health;
    private final SqsAcknowledger acknowledger;
    private final Set<SqsReceivedEvent> beingHidden = ConcurrentHashMap.newKeySet();

    /** @param counter counts a message as in flight */
    VisibilityKeeper(
            SqsReceipts receipts,
            ScheduledExecutorService clock,
            Duration visibility,
            Consumer<SqsReceivedEvent> counter,
            SqsHealth health) {
        this.receipts = receipts;
        this.visibility = visibility;
        this.counter = counter;
        this.health = health;
        this.acknowledger = new SqsAcknowledger(receipts, clock, health, this::settled);
    }

    /** False where the source has this message already: it is not handed on a second time. */
    boolean take(SqsReceivedEvent received) {
        counter.accept(received); // before anybody can find it, and end it
        SqsReceivedEvent before = held.putIfAbsent(received.messageId(), received);
        if (before != null) {
            received.leave();
            before.takenAgain(received);
            return false;
        }
        return true;
    }

    void finished(SqsReceivedEvent received) {
        acknowledger.add(received);
    }

    /** Extends the visibility of messages when a third of the timeout has passed, and retries failed deletions. */
    void tend() {
        acknowledger.again();
        long now = System.nanoTime();
        List<SqsReceivedEvent> due = held.values().stream()
                .filter(received -> now - received.hiddenNanos() >= visibility.toNanos() / 3)
                .toList();
        if (due.isEmpty()) {
            health.works(SqsHealth.Call.HIDE);
        }
        for (List<SqsReceivedEvent> some :
                tens(due.stream().filter(beingHidden::add).toList())) {
            receipts.hide(some, (int) visibility.toSeconds()).whenComplete((answers, thrown) -> {
                if (thrown == null) {
                    hidden(some, answers, now);
                } else {
                    health.fails(SqsHealth.Call.HIDE, receipts.refusal(thrown).detail());
                }
                some.forEach(beingHidden::remove);
            });
        }
    }

    private void hidden(List<SqsReceivedEvent> events, List<Optional<SendError>> answers, long now) {
        for (int at = 0; at < events.size(); at++) {
            if (SqsReceipts.isOver(answers.get(at))) {
                events.get(at).hiddenAt(now);
            }
        }
        SqsReceipts.trouble(answers)
                .ifPresentOrElse(
                        error -> health.fails(SqsHealth.Call.HIDE, error.detail()),
                        () -> health.works(SqsHealth.Call.HIDE));
    }

    /** Lets other receivers have these messages at once. */
    CompletableFuture<?> giveBack(List<SqsReceivedEvent> events) {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (List<SqsReceivedEvent> some : tens(events)) {
            some.forEach(this::settled);
            calls.add(receipts.hide(some, 0));
        }
        return CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
    }

    /** Deletes finished messages, gives the others back, and waits for the answers until the deadline. */
    void close(long deadlineNanos) throws InterruptedException {
        acknowledger.finish(deadlineNanos);
        CompletableFuture<?> given = giveBack(List.copyOf(held.values()));
        Futures.await(List.of(given), Math.max(1, deadlineNanos - System.nanoTime()));
    }

    private void settled(SqsReceivedEvent received) {
        if (held.remove(received.messageId(), received)) {
            received.leave();
        }
    }

    private static List<List<SqsReceivedEvent>> tens(List<SqsReceivedEvent> events) {
        List<List<SqsReceivedEvent>> tens = new ArrayList<>();
        for (int at = 0; at < events.size(); at += SqsReceipts.MOST_IN_CALL) {
            tens.add(events.subList(at, Math.min(at + SqsReceipts.MOST_IN_CALL, events.size())));
        }
        return tens;
    }
}
