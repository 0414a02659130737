package routes.connector.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import routes.event.Readiness;
import routes.model.KafkaSourceSpec;
import routes.support.StructuredLogger;

/**
 * One consumer from joining its group to leaving it. It polls all the time, so that the group never takes it for dead: while
 * the in-flight limit is reached, or the source is suspended, it polls with its partitions paused.
 *
 * <p>At most {@link KafkaSourceSpec#mostUncommitted} events are received and not committed. For the polling thread alone.
 */
final class GroupMember implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger LOG = StructuredLogger.of(GroupMember.class);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
    private static final Duration PAUSED_POLL_TIMEOUT = Duration.ofMillis(1);
    private static final Duration FULL_INTERVAL = Duration.ofMillis(100);
    private static final Duration LAG_INTERVAL = Duration.ofSeconds(5);
    private static final Duration LAG_RETRY_INTERVAL = Duration.ofSeconds(1);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration REVOCATION_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /** Kafka may be busy for a moment: only when it leaves more questions unanswered it counts as unreachable. */
    private static final int MAX_UNANSWERED = 1;

    /** A commit is urgent when one of so many parts of the most uncommitted records can be committed. */
    private static final int URGENT_PARTS = 4;

    private final KafkaSource source;
    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProblems problems;
    private final OffsetTracker offsets = new OffsetTracker();
    private final OffsetCommitter committer;
    private long lagSeenAt = System.nanoTime() - LAG_INTERVAL.toNanos();
    private int unanswered;
    private boolean paused;
    private boolean joined;

    GroupMember(KafkaSource source, String topic, KafkaConsumer<byte[], byte[]> consumer, KafkaProblems problems) {
        this.source = source;
        this.topic = topic;
        this.consumer = consumer;
        this.problems = problems;
        this.committer =
                new OffsetCommitter(consumer, offsets, source.mostUncommitted() / URGENT_PARTS, source::report);
    }

    /** @param polling held during each poll, but not while events are handed on, which may take long */
    void pollUntilStopped(Lock polling) {
        consumer.subscribe(List.of(topic), this);
        while (source.isRunning()) {
            waitForCapacity();
            source.handOnReceived(received(polling));
            committer.nowAndThen();
            checkLag();
        }
        try {
            committer.all();
        } finally {
            offsets.forget(consumer.assignment()); // committed once: closing would try again and take as long
        }
    }

    /** Polls once. What is received is counted before the lock is given back. */
    private List<KafkaReceivedEvent> received(Lock polling) {
        polling.lock();
        try {
            offsets.advance();
            pauseOrResume();
            ConsumerRecords<byte[], byte[]> records = consumer.poll(paused ? PAUSED_POLL_TIMEOUT : POLL_TIMEOUT);
            return records.isEmpty() ? List.of() : source.receivedUnlessLeft(() -> tracked(records));
        } finally {
            polling.unlock();
        }
    }

    /**
     * Woken when there is capacity again. Kafka must hear of this member several times a second all the same, and a commit is
     * answered in a poll only.
     */
    private void waitForCapacity() {
        if (isFull() && !isFullUntilCommitted()) {
            LockSupport.parkNanos(FULL_INTERVAL.toNanos());
        }
    }

    private boolean isFullUntilCommitted() {
        return source.isFullOnlyByUncommitted() && committer.awaitsAnswer();
    }

    private boolean isFull() {
        return source.isFull(offsets.uncommitted());
    }

    private void pauseOrResume() {
        boolean full = isFull();
        if (full) {
            consumer.pause(consumer.assignment());
        } else if (paused) {
            consumer.resume(consumer.paused());
        }
        paused = full;
    }

    private List<KafkaReceivedEvent> tracked(ConsumerRecords<byte[], byte[]> records) {
        List<KafkaReceivedEvent> events = new ArrayList<>(records.count());
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                KafkaReceivedEvent received = new KafkaReceivedEvent(record);
                offsets.track(partition, received);
                events.add(received);
            }
        }
        return events;
    }

    private void checkLag() {
        if (System.nanoTime() - lagSeenAt < LAG_INTERVAL.toNanos()) {
            return;
        }
        lagSeenAt = System.nanoTime();
        try {
            source.reportLag(unread() + offsets.size());
            if (joined) {
                source.report(readiness());
            }
            unanswered = 0;
        } catch (RetriableException e) {
            unanswered++;
            lagSeenAt =
                    System.nanoTime() - LAG_INTERVAL.minus(LAG_RETRY_INTERVAL).toNanos();
            if (unanswered > MAX_UNANSWERED) {
                source.report(Readiness.notReady("Kafka does not answer for topic '" + topic + "': " + e.getMessage()));
            }
        }
    }

    private long unread() {
        long unread = 0;
        for (Map.Entry<TopicPartition, Long> end :
                consumer.endOffsets(consumer.assignment(), ANSWER_TIMEOUT).entrySet()) {
            unread += Math.max(0, end.getValue() - consumer.position(end.getKey(), ANSWER_TIMEOUT));
        }
        return unread;
    }

    /** A member without partitions is ready too, as a standby, unless the topic has none. */
    private Readiness readiness() {
        if (consumer.assignment().isEmpty()
                && consumer.partitionsFor(topic, ANSWER_TIMEOUT).isEmpty()) {
            return Readiness.notReady(problems.missing());
        }
        return committer.standing();
    }

    @Override
    public void close() {
        consumer.close(CLOSE_TIMEOUT);
    }

    /** Gives events in flight a moment to end, so that the next owner of the partitions need not repeat them. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        long deadline = System.nanoTime() + REVOCATION_TIMEOUT.toNanos();
        while (source.isRunning() && !offsets.haveEnded(partitions) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        try {
            committer.all();
        } catch (KafkaException e) {
            line(Level.WARN)
                    .addKeyValue("problem", e.toString())
                    .log("Partitions were revoked before their offsets were committed; their next owner reads some"
                            + " records again");
        }
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        offsets.forget(partitions);
    }

    private LoggingEventBuilder line(Level level) {
        LoggingEventBuilder line = LOG.atLevel(level);
        source.facts().forEach(line::addKeyValue);
        return line;
    }

    /** Whether a member without partitions is ready has to be asked of Kafka, which is not possible in this callback. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        joined = true;
        if (paused) {
            consumer.pause(partitions);
        }
        if (consumer.assignment().isEmpty()) {
            lagSeenAt = System.nanoTime() - LAG_INTERVAL.toNanos();
        } else {
            source.report(committer.standing());
        }
        line(Level.INFO).addKeyValue("partitions", partitions).log("Partitions assigned");
    }
}
