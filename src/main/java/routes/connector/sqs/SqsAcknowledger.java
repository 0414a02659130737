package routes.connector.sqs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import routes.connector.aws.Futures;
import routes.event.SendError;

/**
 * Deletes finished messages in batches of up to ten, which it gathers for a moment. Deletions that fail are retried as long
 * as SQS knows the receipt, since otherwise the event would be delivered again. While all deletions fail, only one call at a
 * time is made to find out when they work again. Thread-safe.
 */
final class SqsAcknowledger {

    private static final Duration GATHERING = Duration.ofMillis(20);
    private static final int MOST_CALLS = 8;

    private final SqsReceipts receipts;
    private final ScheduledExecutorService clock;
    private final SqsHealth health;
    private final Consumer<SqsReceivedEvent> settled;
    private final Queue<SqsReceivedEvent> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<SqsReceivedEvent> failed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean gathering = new AtomicBoolean();
    private final Set<CompletableFuture<Void>> calls = ConcurrentHashMap.newKeySet();

    /** @param settled receives each message that was deleted, or that the hub does not hold any more; must not block */
    SqsAcknowledger(
            SqsReceipts receipts,
            ScheduledExecutorService clock,
            SqsHealth health,
            Consumer<SqsReceivedEvent> settled) {
        this.receipts = receipts;
        this.clock = clock;
        this.health = health;
        this.settled = settled;
    }

    void add(SqsReceivedEvent received) {
        waiting.add(received);
        if (size.incrementAndGet() >= SqsReceipts.MOST_IN_CALL) {
            clock.execute(() -> flush(SqsReceipts.MOST_IN_CALL)); // looking up credentials may block
        } else if (gathering.compareAndSet(false, true)) {
            clock.schedule(
                    () -> {
                        gathering.set(false);
                        flush(1);
                    },
                    GATHERING.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Retries the deletions that failed. */
    void again() {
        again(health.isWell(SqsHealth.Call.DELETE) ? Integer.MAX_VALUE : SqsReceipts.MOST_IN_CALL);
    }

    private void again(int most) {
        for (int left = most; left > 0; left--) {
            SqsReceivedEvent received = failed.poll();
            if (received == null) {
                break;
            }
            waiting.add(received);
            size.incrementAndGet();
        }
        flush(1);
    }

    /** Deletes all waiting messages and waits for the answers of SQS until the deadline. */
    void finish(long deadlineNanos) throws InterruptedException {
        again(Integer.MAX_VALUE);
        for (long left = deadlineNanos - System.nanoTime();
                left > 0 && (size.get() > 0 || !calls.isEmpty());
                left = deadlineNanos - System.nanoTime()) {
            Futures.await(calls, left);
            flush(1);
        }
    }

    private void flush(int least) {
        while (size.get() >= least && calls.size() < MOST_CALLS) {
            List<SqsReceivedEvent> events = new ArrayList<>(SqsReceipts.MOST_IN_CALL);
            while (events.size() < SqsReceipts.MOST_IN_CALL) {
                SqsReceivedEvent received = waiting.poll();
                if (received == null) {
                    break;
                }
                size.decrementAndGet();
                events.add(received);
            }
            if (events.isEmpty()) {
                return;
            }
            start(events);
        }
    }

    private void start(List<SqsReceivedEvent> events) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        calls.add(ended);
        receipts.delete(events).whenComplete((answers, thrown) -> {
            calls.remove(ended);
            if (thrown == null) {
                answered(events, answers);
            } else {
                failed(events, receipts.refusal(thrown));
            }
            flush(SqsReceipts.MOST_IN_CALL);
            ended.complete(null);
        });
    }

    private void answered(List<SqsReceivedEvent> events, List<Optional<SendError>> answers) {
        for (int at = 0; at < events.size(); at++) {
            if (SqsReceipts.isOver(answers.get(at))) {
                settled.accept(events.get(at));
            } else {
                failed.add(events.get(at));
            }
        }
        SqsReceipts.trouble(answers)
                .ifPresentOrElse(
                        error -> health.fails(SqsHealth.Call.DELETE, error.detail()),
                        () -> health.works(SqsHealth.Call.DELETE));
    }

    /**
     * SQS rejects a whole call if it does not know one of the receipts. Deletes the messages one by one, so that only that
     * one is given up.
     */
    private void failed(List<SqsReceivedEvent> events, SendError error) {
        if (error.kind() != SendError.Kind.PERMANENT) {
            failed.addAll(events);
            health.fails(SqsHealth.Call.DELETE, error.detail());
        } else if (events.size() == 1) {
            settled.accept(events.get(0));
            health.works(SqsHealth.Call.DELETE);
        } else {
            events.forEach(received -> start(List.of(received)));
        }
    }
}
