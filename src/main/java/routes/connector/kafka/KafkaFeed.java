package routes.connector.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import routes.connector.AwaitedSend;
import routes.connector.ConnectorException;
import routes.connector.EventFeed;
import routes.connector.ReadinessChecks;
import routes.connector.kafka.TopicChecks.Question;
import routes.event.Event;
import routes.model.KafkaConnection;
import routes.support.Throwables;

/** Writes single events to a topic. */
final class KafkaFeed implements EventFeed {

    private final KafkaConnection connection;
    private final ReadinessChecks<Question> checks;
    private final String topic;
    private final RecordEncoder records;

    KafkaFeed(KafkaConnection connection, ReadinessChecks<Question> checks, String topic, RecordEncoder records) {
        this.connection = connection;
        this.checks = checks;
        this.topic = topic;
        this.records = records;
    }

    @Override
    public String send(Event event) {
        checks.ask(new Question(topic, AclOperation.WRITE, Optional.empty(), false))
                .join()
                .problem()
                .ifPresent(problem -> {
                    throw new ConnectorException(problem);
                });
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                KafkaClients.producer(connection, "caravanserai-send", ClientBuffers.LARGEST_BATCH),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try {
            RecordMetadata stored =
                    producer.send(records.encode(new AwaitedSend(event))).get();
            return KafkaReceivedEvent.position(stored.topic(), stored.partition(), stored.offset());
        } catch (ExecutionException e) {
            throw new ConnectorException(
                    Throwables.find(e, RecordTooLargeException.class)
                            .map(large -> "topic '" + topic + "' cannot accept the record: " + large.getMessage())
                            .orElseGet(() -> new KafkaProblems(connection, topic, AclOperation.WRITE).explained(e)),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectorException("interrupted before the event was confirmed", e);
        } finally {
            producer.close(Duration.ZERO);
        }
    }
}
