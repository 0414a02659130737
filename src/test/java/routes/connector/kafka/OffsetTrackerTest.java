package routes.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import routes.event.DeliveryResult;

class OffsetTrackerTest {

    private static final TopicPartition ONE = new TopicPartition("orders", 1);
    private static final TopicPartition TWO = new TopicPartition("orders", 2);

    private final OffsetTracker progress = new OffsetTracker();

    @Test
    void commitsUpToTheFirstGap() {
        KafkaReceivedEvent first = track(ONE, 10);
        KafkaReceivedEvent second = track(ONE, 11);
        KafkaReceivedEvent third = track(ONE, 15);
        second.ended(DeliveryResult.delivered(Optional.empty()));
        third.ended(DeliveryResult.delivered(Optional.empty()));
        assertThat(progress.due().offsets()).isEmpty();
        first.ended(DeliveryResult.delivered(Optional.empty()));
        OffsetTracker.Commit due = progress.due();
        assertThat(due.offsets()).isEqualTo(Map.of(ONE, new OffsetAndMetadata(16)));
        progress.committed(due);
        assertThat(progress.due().offsets()).isEmpty();
        assertThat(progress.uncommitted()).isZero();
    }

    @Test
    void letsGoOfWhatIsFinishedBeforeItIsCommitted() {
        track(ONE, 1).ended(DeliveryResult.delivered(Optional.empty()));
        track(ONE, 2);
        progress.advance();
        assertThat(progress.size()).isEqualTo(1);
        assertThat(progress.uncommitted()).isEqualTo(2);
        assertThat(progress.due().offsets()).isEqualTo(Map.of(ONE, new OffsetAndMetadata(2)));
    }

    @Test
    void keepsPartitionsApart() {
        track(ONE, 1);
        track(TWO, 7).ended(DeliveryResult.delivered(Optional.empty()));
        assertThat(progress.haveEnded(List.of(TWO))).isTrue();
        assertThat(progress.haveEnded(List.of(ONE, TWO))).isFalse();
        assertThat(progress.due().offsets()).isEqualTo(Map.of(TWO, new OffsetAndMetadata(8)));
        assertThat(progress.size()).isEqualTo(1);
    }

    @Test
    void neverCommitsWhatFinishesAfterItsPartitionIsGone() {
        KafkaReceivedEvent late = track(ONE, 1);
        progress.forget(List.of(ONE, TWO));
        late.ended(DeliveryResult.delivered(Optional.empty()));
        assertThat(progress.due().offsets()).isEmpty();
        assertThat(progress.size()).isZero();
    }

    @Test
    void countsWhatACrashWouldRepeatForAsLongAsCommitsFail() {
        for (int round = 1; round <= 5; round++) {
            track(ONE, 2 * round).ended(DeliveryResult.delivered(Optional.empty()));
            track(TWO, 2 * round).ended(DeliveryResult.delivered(Optional.empty()));
            progress.due();
            assertThat(progress.uncommitted()).isEqualTo(2 * round);
        }
        assertThat(progress.size()).isZero();

        progress.committed(progress.due());
        assertThat(progress.uncommitted()).isZero();
    }

    @Test
    void staysDueWithWhatAdvancedWhileACommitWasUnderWay() {
        track(ONE, 1).ended(DeliveryResult.delivered(Optional.empty()));
        OffsetTracker.Commit underWay = progress.due();
        track(ONE, 2).ended(DeliveryResult.delivered(Optional.empty()));
        OffsetTracker.Commit next = progress.due();
        progress.committed(underWay);
        assertThat(progress.uncommitted()).isEqualTo(1);
        assertThat(progress.due().offsets()).isEqualTo(Map.of(ONE, new OffsetAndMetadata(3)));
        progress.committed(next);
        progress.committed(underWay);
        assertThat(progress.uncommitted()).isZero();
        assertThat(progress.due().offsets()).isEmpty();
    }

    @Test
    void owesNothingForAPartitionThatLeftBeforeItsCommit() {
        track(ONE, 1).ended(DeliveryResult.delivered(Optional.empty()));
        track(TWO, 7).ended(DeliveryResult.delivered(Optional.empty()));
        progress.due();
        progress.forget(List.of(ONE));
        assertThat(progress.due().offsets()).isEqualTo(Map.of(TWO, new OffsetAndMetadata(8)));
        progress.forget(List.of(TWO));
        assertThat(progress.due().offsets()).isEmpty();
        assertThat(progress.uncommitted()).isZero();
    }

    private KafkaReceivedEvent track(TopicPartition partition, long offset) {
        ConsumerRecord<byte[], byte[]> taken =
                new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], new byte[1]);
        KafkaReceivedEvent passage = new KafkaReceivedEvent(taken);
        progress.track(partition, passage);
        return passage;
    }
}
