package routes.broker.kafka;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the assigned partitions are finished without a gap. A partition that is taken away is forgotten, so that what
 * finishes late can never be committed. For the polling thread alone.
 */
final class Progress {

    private final Map<TopicPartition, Deque<KafkaPassage>> open = new HashMap<>();
    private int size;

    void track(TopicPartition partition, KafkaPassage passage) {
        open.computeIfAbsent(partition, none -> new ArrayDeque<>()).add(passage);
        size++;
    }

    /** Records taken and not yet committed, those included that are finished behind one that is not. */
    int size() {
        return size;
    }

    /** What may be committed since the last call. */
    Map<TopicPartition, OffsetAndMetadata> advance() {
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        open.forEach((partition, passages) -> {
            long last = -1;
            while (!passages.isEmpty() && passages.peek().isFinished()) {
                last = passages.poll().offset();
                size--;
            }
            if (last >= 0) {
                commits.put(partition, new OffsetAndMetadata(last + 1));
            }
        });
        return commits;
    }

    boolean isFinished(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .map(open::get)
                .allMatch(passages -> passages == null || passages.stream().allMatch(KafkaPassage::isFinished));
    }

    void forget(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Deque<KafkaPassage> passages = open.remove(partition);
            size -= passages == null ? 0 : passages.size();
        }
    }
}
