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
        assertThat(mustGoAlone(BATCH, Map.of())).isFalse();
        assertThat(lookUps).hasValue(0);
    }

    @Test
    void sendsALargeRecordAloneAsLongAsTheLimitOfTheTopicIsNotKnownAndLooksItUp() {
        assertThat(mustGoAlone(BATCH + 1, Map.of())).isTrue();
        assertThat(lookUps).hasValue(1);
    }

    @Test
    void sendsALargeRecordWithOthersWhereTheTopicTakesItTogetherWithABatch() {
        limit(1_048_588);
        assertThat(mustGoAlone(1_048_588 - BATCH, Map.of())).isFalse();
        assertThat(mustGoAlone(1_048_588 - BATCH + 1, Map.of())).isTrue();
        assertThat(lookUps).hasValue(0);
    }

    @Test
    void countsWithTheBatchesOfTheConnection() {
        limit(100_000);
        assertThat(mustGoAlone(90_000, Map.of("batch.size", "16384"))).isTrue();
        assertThat(mustGoAlone(80_000, Map.of("batch.size", "16384"))).isFalse();
        assertThat(mustGoAlone(90_000, Map.of("batch.size", "0"))).isFalse();
    }

    @Test
    void takesUpAChangedLimit() {
        RecordSizes sizes = sizes(Map.of());
        ProducerRecord<byte[], byte[]> record = record(BATCH + 1);
        limit(4 * BATCH);
        assertThat(sizes.mustGoAlone(record)).isFalse();
        limit(BATCH + 100);
        assertThat(sizes.mustGoAlone(record)).isTrue();
    }

    private void limit(int bytes) {
        limit = Optional.of(new TopicSettings.Limit(bytes, false));
    }

    private boolean mustGoAlone(int bytes, Map<String, String> options) {
        return sizes(options).mustGoAlone(record(bytes));
    }

    private RecordSizes sizes(Map<String, String> options) {
        KafkaConnection connection = new KafkaConnection("kafka-1:9092", Optional.empty(), Optional.empty(), options);
        return new RecordSizes(connection, "orders", () -> limit, lookUps::incrementAndGet);
    }

    private static ProducerRecord<byte[], byte[]> record(int bytes) {
        return new ProducerRecord<>("orders", new byte[bytes]);
    }
}
