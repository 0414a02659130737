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

    private final OffsetTracker offsets = new OffsetTracker();

    @Test
    void commitsUpToTheFirstGap() {
        KafkaReceivedEvent first = track(ONE, 10);
        KafkaReceivedEvent second = track(ONE, 11);
        KafkaReceivedEvent third = track(ONE, 15);
        second.ended(DeliveryResult.delivered(Optional.empty()));
        third.ended(DeliveryResult.delivered(Optional.empty()));
        assertThat(offsets.due().offsets()).isEmpty();
        first.ended(DeliveryResult.delivered(Optional.empty()));
        OffsetTracker.Commit due = offsets.due();
        assertThat(due.offsets()).isEqualTo(Map.of(ONE, new OffsetAndMetadata(16)));
        offsets.committed(due);
        assertThat(offsets.due().offsets()).isEmpty();
        assertThat(offsets.uncommitted()).isZero();
    }

    @Test
    void letsGoOfWhatIsFinishedBeforeItIsCommitted() {
        track(ONE, 1).ended(DeliveryResult.delivered(Optional.empty()));
        track(ONE, 2);
        offsets.advance();
        assertThat(offsets.size()).isEqualTo(1);
        assertThat(offsets.uncommitted()).isEqualTo(2);
        assertThat(offsets.due().offsets()).isEqualTo(Map.of(ONE, new OffsetAndMetadata(2)));
    }

    @Test
    void keepsPartitionsApart() {
        track(ONE, 1);
        track(TWO, 7).ended(DeliveryResult.delivered(Optional.empty()));
        assertThat(offsets.haveEnded(List.of(TWO))).isTrue();
        assertThat(offsets.haveEnded(List.of(ONE, TWO))).isFalse();
        assertThat(offsets.due().offsets()).isEqualTo(Map.of(TWO, new OffsetAndMetadata(8)));
        assertThat(offsets.size()).isEqualTo(1);
    }

    @Test
    void neverCommitsWhatFinishesAfterItsPartitionIsGone() {
        KafkaReceivedEvent late = track(ONE, 1);
        offsets.forget(List.of(ONE, TWO));
        late.ended(DeliveryResult.delivered(Optional.empty()));
        assertThat(offsets.due().offsets()).isEmpty();
        assertThat(offsets.size()).isZero();
    }

    @Test
    void countsWhatACrashWouldRepeatForAsLongAsCommitsFail() {
        for (int round = 1; round <= 5; round++) {
            track(ONE, 2 * round).ended(DeliveryResult.delivered(Optional.empty()));
            track(TWO, 2 * round).ended(DeliveryResult.delivered(Optional.empty()));
            offsets.due();
            assertThat(offsets.uncommitted()).isEqualTo(2 * round);
        }
        assertThat(offsets.size()).isZero();

        offsets.committed(offsets.due());
        assertThat(offsets.uncommitted()).isZero();
    }

    @Test
    void staysDueWithWhatAdvancedWhileACommitWasUnderWay() {
        track(ONE, 1).ended(DeliveryResult.delivered(Optional.empty()));
        OffsetTracker.Commit underWay = offsets.due();
        track(ONE, 2).ended(DeliveryResult.delivered(Optional.empty()));
        OffsetTracker.Commit next = offsets.due();
        offsets.committed(underWay);
        assertThat(offsets.uncommitted()).isEqualTo(1);
        assertThat(offsets.due().offsets()).isEqualTo(Map.of(ONE, new OffsetAndMetadata(3)));
        offsets.committed(next);
        offsets.committed(underWay);
        assertThat(offsets.uncommitted()).isZero();
        assertThat(offsets.due().offsets()).isEmpty();
    }

    @Test
    void owesNothingForAPartitionThatLeftBeforeItsCommit() {
        track(ONE, 1).ended(DeliveryResult.delivered(Optional.empty()));
        track(TWO, 7).ended(DeliveryResult.delivered(Optional.empty()));
        offsets.due();
        offsets.forget(List.of(ONE));
        assertThat(offsets.due().offsets()).isEqualTo(Map.of(TWO, new OffsetAndMetadata(8)));
        offsets.forget(List.of(TWO));
        assertThat(offsets.due().offsets()).isEmpty();
        assertThat(offsets.uncommitted()).isZero();
    }

    private KafkaReceivedEvent track(TopicPartition partition, long offset) {
        ConsumerRecord<byte[], byte[]> taken =
                new ConsumerRecord<>(partition.topic(), partition.partition(), offset, new byte[0], new byte[1]);
        KafkaReceivedEvent passage = new KafkaReceivedEvent(taken);
        offsets.track(partition, passage);
        return passage;
    }
}
