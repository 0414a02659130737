package routes.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import routes.model.KafkaConnection;

class RecordSizesTest {

    private static final int BATCH = 128 << 10;

    private final AtomicInteger lookUps = new AtomicInteger();
    private Optional<TopicSettings.Limit> limit = Optional.empty();

    @Test
    void sendsARecordThatFitsIntoABatchWithOthersWhateverTheLimit() {
        assertThat(mustGoAlone(BATCH, BATCH)).isFalse();
        assertThat(lookUps).hasValue(0);
    }

    @Test
    void sendsALargeRecordAloneAsLongAsTheLimitOfTheTopicIsNotKnownAndLooksItUp() {
        assertThat(mustGoAlone(BATCH + 1, BATCH)).isTrue();
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void sendsALargeRecordWithOthersWhereTheTopicTakesItTogetherWithABatch() {
        limit(1_048_588);
        assertThat(mustGoAlone(1_048_588 - BATCH, BATCH)).isFalse();
        assertThat(mustGoAlone(1_048_588 - BATCH + 1, BATCH)).isTrue();
        assertThat(lookUps).hasValue(0);
    }

    @Test
    void countsWithTheBatchesOfTheConnection() {
        limit(100_000);
        assertThat(mustGoAlone(90_000, 16_384)).isTrue();
        assertThat(mustGoAlone(80_000, 16_384)).isFalse();
        assertThat(mustGoAlone(90_000, 0)).isFalse();
    }

    @Test
    void takesUpAChangedLimit() {
        RecordSizes sizes = sizes();
        ProducerRecord<byte[], byte[]> record = record(BATCH + 1);
        limit(4 * BATCH);
        assertThat(sizes.mustGoAlone(record, BATCH)).isFalse();
        limit(BATCH + 100);
        assertThat(sizes.mustGoAlone(record, BATCH)).isTrue();
    }

    private void limit(int bytes) {
        limit = Optional.of(new TopicSettings.Limit(bytes, false));
    }

    private boolean mustGoAlone(int bytes, int batchSize) {
        return sizes().mustGoAlone(record(bytes), batchSize);
    }

    private RecordSizes sizes() {
        KafkaConnection connection = new KafkaConnection("kafka-1:9092", Optional.empty(), Optional.empty(), Map.of());
        return new RecordSizes(connection, "orders", () -> limit, lookUps::incrementAndGet);
    }

    private static ProducerRecord<byte[], byte[]> record(int bytes) {
        return new ProducerRecord<>("orders", new byte[bytes]);
    }
}
