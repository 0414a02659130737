package routes.connector.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import routes.event.Readiness;

/**
 * Commits the offsets of one group member, and detects when Kafka does not confirm them. Not thread-safe: used by the polling
 * thread only.
 */
final class OffsetCommitter {

    private static final long EVERY = Duration.ofMillis(200).toNanos();
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final OffsetTracker offsets;
    private final Consumer<Readiness> told;
    private final CommitHealth health = new CommitHealth();
    private long askedAt = System.nanoTime();

    /** @param told called when commits begin to fail, and when they work again */
    OffsetCommitter(KafkaConsumer<byte[], byte[]> consumer, OffsetTracker offsets, Consumer<Readiness> told) {
        this.consumer = consumer;
        this.offsets = offsets;
        this.told = told;
    }

    /** The readiness of the source as far as commits are concerned. */
    Readiness standing() {
        return health.problem(System.nanoTime()).map(Readiness::notReady).orElseGet(Readiness::ready);
    }

    void nowAndThen() {
        if (System.nanoTime() - askedAt < EVERY) {
            return;
        }
        askedAt = System.nanoTime();
        OffsetTracker.Commit due = offsets.due();
        if (due.offsets().isEmpty()) {
            confirmed();
            return;
        }
        health.asked(askedAt);
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

    private void answered(OffsetTracker.Commit commit, Optional<Exception> failure) {
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
