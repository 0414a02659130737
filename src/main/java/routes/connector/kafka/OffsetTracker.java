package routes.connector.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import routes.connector.ContiguousQueue;

/**
 * Tracks up to which offset the records of each assigned partition are finished without a gap, and which offsets Kafka has
 * confirmed as committed. Revoked partitions are forgotten, so that records which finish later are never committed. Not
 * thread-safe: used by the polling thread only.
 */
final class OffsetTracker {

    private final Map<TopicPartition, ContiguousQueue<KafkaReceivedEvent>> open = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> owed = new HashMap<>();
    private int size;

    /** The records finished without a gap so far, and how many of them are committed. */
    private long advanced;

    private long committed;

    /**
     * Offsets to commit, to be passed to {@link #committed} after Kafka has confirmed them.
     *
     * @param upTo the number of records finished without a gap at these offsets
     */
    record Commit(Map<TopicPartition, OffsetAndMetadata> offsets, long upTo) {}

    void track(TopicPartition partition, KafkaReceivedEvent received) {
        open.computeIfAbsent(partition, none -> new ContiguousQueue<>()).add(received);
        size++;
    }

    /** The records received and not finished without a gap, including finished records after an unfinished one. */
    int size() {
        return size;
    }

    /** The records that a crash now would repeat. Grows as long as commits fail. */
    long uncommitted() {
        return size + advanced - committed;
    }

    /** The records that a commit now would cover, as far as {@link #advance} has seen. */
    long committable() {
        return advanced - committed;
    }

    /**
     * Releases the records that are finished without a gap. Called for each poll and not only for commits, because events
     * that stay referenced after their delivery are promoted to the old generation and cost full garbage collections.
     */
    void advance() {
        open.forEach((partition, events) -> {
            long[] last = {-1};
            events.takeEnded(received -> {
                last[0] = received.offset();
                size--;
                advanced++;
            });
            if (last[0] >= 0) {
                owed.put(partition, new OffsetAndMetadata(last[0] + 1));
            }
        });
    }

    /** The offsets that can be committed and are not; returned again until they are. */
    Commit due() {
        advance();
        return new Commit(Map.copyOf(owed), advanced);
    }

    /** Records that Kafka has confirmed these offsets. Progress since they were requested remains to be committed. */
    void committed(Commit commit) {
        commit.offsets().forEach(owed::remove);
        committed = Math.max(committed, commit.upTo());
    }

    boolean haveEnded(Collection<TopicPartition> partitions) {
        advance();
        return partitions.stream().map(open::get).allMatch(events -> events == null || events.size() == 0);
    }

    void forget(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            ContiguousQueue<KafkaReceivedEvent> events = open.remove(partition);
            if (events != null) {
                size -= events.size();
                events.forEach(KafkaReceivedEvent::revoke);
            }
        }
        owed.keySet().removeAll(partitions);
        if (owed.isEmpty()) {
            committed = advanced;
        }
    }
}
