package routes.connector.kafka;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import routes.event.Readiness;

/**
 * Commits the offsets of one group member: five times a second, and more often when many records are not committed, so that a
 * fast route does not have to wait at the uncommitted limit. Detects when Kafka does not confirm commits. Not thread-safe: used by
 * the polling thread only.
 */
final class OffsetCommitter {

    private static final long EVERY = Duration.ofMillis(200).toNanos();
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final OffsetTracker offsets;
    private final long many;
    private final java.util.function.Consumer<Readiness> told;
    private final CommitHealth health = new CommitHealth();
    private long askedAt = System.nanoTime();
    private boolean awaitsAnswer;

    /**
     * @param many so many uncommitted records are committed at once
     * @param told called when commits begin to fail, and when they work again
     */
    OffsetCommitter(
            Consumer<byte[], byte[]> consumer,
            OffsetTracker offsets,
            long many,
            java.util.function.Consumer<Readiness> told) {
        this.consumer = consumer;
        this.offsets = offsets;
        this.many = many;
        this.told = told;
    }

    /** The readiness of the source as far as commits are concerned. */
    Readiness standing() {
        return health.problem(System.nanoTime()).map(Readiness::notReady).orElseGet(Readiness::ready);
    }

    void nowAndThen() {
        boolean isUrgent = health.isConfirmed() && offsets.committable() >= many;
        if (!isUrgent && System.nanoTime() - askedAt < EVERY) {
            return;
        }
        askedAt = System.nanoTime();
        OffsetTracker.Commit due = offsets.due();
        if (due.offsets().isEmpty()) {
            confirmed();
            return;
        }
        health.asked(askedAt);
        awaitsAnswer = true;
        consumer.commitAsync(due.offsets(), (offsets, failure) -> answered(due, Optional.ofNullable(failure)));
        health.beginning(askedAt).ifPresent(this::begins);
    }

    /** Commits all finished records and waits for the confirmation. */
    void all() {
        OffsetTracker.Commit due = offsets.due();
        if (!due.offsets().isEmpty()) {
            consumer.commitSync(due.offsets(), COMMIT_TIMEOUT);
            offsets.committed(due);
        }
    }

    /** Whether a commit is under way, whose answer comes in a poll. */
    boolean awaitsAnswer() {
        return awaitsAnswer;
    }

    private void answered(OffsetTracker.Commit commit, Optional<Exception> failure) {
        awaitsAnswer = false;
        failure.ifPresentOrElse(health::failed, () -> {
            offsets.committed(commit);
            confirmed();
        });
    }

    private void confirmed() {
        boolean failed = !standing().isReady();
        health.confirmed();
        if (failed) {
            told.accept(Readiness.ready());
        }
    }

    private void begins(String problem) {
        told.accept(Readiness.notReady(problem));
    }
}
