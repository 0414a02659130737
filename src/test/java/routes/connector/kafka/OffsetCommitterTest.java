package routes.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import routes.event.DeliveryResult;

class OffsetCommitterTest {

    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
    private static final int MANY = 100;

    private final List<OffsetCommitCallback> unanswered = new ArrayList<>();
    private final OffsetTracker offsets = new OffsetTracker();
    private final OffsetCommitter committer = new OffsetCommitter(consumer(), offsets, MANY, told -> {});
    private long next;

    /** Keeps the questions, to be answered by the test. */
    private MockConsumer<byte[], byte[]> consumer() {
        return new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name()) {
            @Override
            public synchronized void commitAsync(
                    Map<TopicPartition, OffsetAndMetadata> committed, OffsetCommitCallback callback) {
                unanswered.add(callback);
            }
        };
    }

    private void end(int records) {
        for (int i = 0; i < records; i++) {
            KafkaReceivedEvent received = new KafkaReceivedEvent(
                    new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), next++, null, new byte[0]));
            offsets.track(PARTITION, received);
            received.ended(DeliveryResult.delivered(Optional.empty()));
        }
        offsets.advance();
    }

    private void answer(KafkaException failure) {
        unanswered.remove(0).onComplete(Map.of(), failure);
    }

    @Test
    void commitsAtOnceWhenManyRecordsAreUncommitted() {
        end(MANY - 1);
        committer.nowAndThen();
        assertThat(unanswered).isEmpty();

        end(1);
        committer.nowAndThen();

        assertThat(unanswered).hasSize(1);
        assertThat(committer.awaitsAnswer()).isTrue();
    }

    @Test
    void doesNotCommitAgainBeforeKafkaHasAnswered() {
        end(MANY);
        committer.nowAndThen();

        end(MANY);
        committer.nowAndThen();

        assertThat(unanswered).hasSize(1);
    }

    @Test
    void commitsWhatHasEndedMeanwhileOnceKafkaHasAnswered() {
        end(MANY);
        committer.nowAndThen();
        end(MANY);
        answer(null);
        assertThat(offsets.committable()).isEqualTo(MANY);

        committer.nowAndThen();

        assertThat(unanswered).hasSize(1);
    }

    @Test
    void doesNotRepeatAFailedCommitAtOnce() {
        end(MANY);
        committer.nowAndThen();
        answer(new KafkaException("the coordinator moves"));

        committer.nowAndThen();

        assertThat(unanswered).isEmpty();
        assertThat(committer.awaitsAnswer()).isFalse();
    }
}
