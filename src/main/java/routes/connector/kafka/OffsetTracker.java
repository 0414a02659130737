package routes.connector.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import routes.connector.ContiguousQueue;

/**
 * How far the assigned partitions are finished without a gap, and how much of that Kafka has confirmed as committed. A
 * partition that is taken away is forgotten, so that what finishes late can never be committed. For the polling thread
 * alone.
 */
final class OffsetTracker {

    private final Map<TopicPartition, ContiguousQueue<KafkaReceivedEvent>> open = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> owed = new HashMap<>();
    private int size;

    /** Records that were ever finished without a gap, and how many of those are committed. */
    private long advanced;

    private long committed;

    /**
     * Something to ask of Kafka, and to tell to {@link #committed} where it agrees.
     *
     * @param upTo the records that are finished without a gap by then
     */
    record Commit(Map<TopicPartition, OffsetAndMetadata> offsets, long upTo) {}

    void track(TopicPartition partition, KafkaReceivedEvent received) {
        open.computeIfAbsent(partition, none -> new ContiguousQueue<>()).add(received);
        size++;
    }

    /** Records taken and not finished without a gap: those included that are finished behind one that is not. */
    int size() {
        return size;
    }

    /** Records that a crash now would repeat; grows for as long as commits fail. */
    long uncommitted() {
        return size + advanced - committed;
    }

    /**
     * Lets go of what is finished without a gap. Done at each poll and not only for a commit: events that live on past their
     * delivery grow old in the heap, and cost whole collections of it.
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

    /** All that may be committed and is not yet; asked again until it is. */
    Commit due() {
        advance();
        return new Commit(Map.copyOf(owed), advanced);
    }

    /** Kafka holds these offsets. What has advanced since they were asked for stays due. */
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
            size -= events == null ? 0 : events.size();
        }
        owed.keySet().removeAll(partitions);
        if (owed.isEmpty()) {
            committed = advanced;
        }
    }
}
