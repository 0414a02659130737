package routes.camel;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.component.kafka.consumer.CommitManager;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.component.kafka.consumer.KafkaManualCommitFactory;
import org.apache.camel.spi.SynchronizationVetoable;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Commits the offset of a record when its exchange has completed. Kafka's automatic commits would also commit the rest of a poll
 * when the consumer is closed, whether it was processed or not. Thread-safe.
 */
final class KafkaCommits implements KafkaManualCommitFactory {

    /** Does nothing for endpoints whose URI says how they commit, or that make one exchange of many records. */
    static void addTo(KafkaEndpoint endpoint) {
        KafkaConfiguration configuration = endpoint.getConfiguration();
        String uri = endpoint.getEndpointUri();
        if (uri.contains("autoCommitEnable=")
                || uri.contains("allowManualCommit=")
                || configuration.getOffsetRepository() != null
                || configuration.isBatching()) {
            return;
        }
        configuration.setAutoCommitEnable(false);
        configuration.setAllowManualCommit(true);
        endpoint.setKafkaManualCommitFactory(new KafkaCommits());
    }

    /** Called for each record before it is processed. */
    @Override
    public KafkaManualCommit newInstance(
            CamelExchangePayload received, KafkaRecordPayload kafkaRecord, CommitManager commits) {
        KafkaManualCommit commit = () -> received.consumer.commitAsync(
                Map.of(kafkaRecord.partition, new OffsetAndMetadata(kafkaRecord.recordOffset + 1)), null);
        received.exchange.getExchangeExtension().addOnCompletion(new CommitOnCompletion(commit));
        return commit;
    }

    /**
     * Stays with the exchange when a route hands its message to another thread, for example by {@code seda}: only the thread of
     * the consumer may commit.
     */
    private record CommitOnCompletion(KafkaManualCommit commit) implements SynchronizationVetoable {

        @Override
        public void onComplete(Exchange exchange) {
            commit.commit();
        }

        @Override
        public void onFailure(Exchange exchange) {
            // read again: breakOnFirstError
        }

        @Override
        public boolean allowHandover() {
            return false;
        }

        @Override
        public void beforeHandover(Exchange exchange) {}
    }
}
