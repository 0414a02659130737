package routes.connector.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import routes.connector.TargetProducer;
import routes.event.PendingSend;
import routes.event.SendError;

/**
 * Sends to a topic with an idempotent producer; all in-sync replicas must confirm. The client retries after network errors,
 * because only the client can do so without changing the order. If it gives up after 20 seconds, that is an outage, and a new
 * client replaces it.
 */
final class KafkaTarget extends TargetProducer {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String topic;
    private final RecordEncoder records;
    private final RecordSizes sizes;
    private final Supplier<Map<String, Object>> settings;
    private Optional<ProducerSession> session = Optional.empty();

    /** @param settings made anew for each client, which takes up renewed certificates */
    KafkaTarget(
            KafkaTargetEndpoint endpoint,
            String topic,
            RecordEncoder records,
            RecordSizes sizes,
            Supplier<Map<String, Object>> settings) {
        super(endpoint);
        this.topic = topic;
        this.records = records;
        this.sizes = sizes;
        this.settings = settings;
    }

    /**
     * Sends a whole batch by the same session. If that session has failed since the last batch, the whole batch is refused:
     * an earlier event of the same key may have failed with the session, and the sender has to learn of that before it sends
     * more.
     */
    @Override
    protected void send(List<PendingSend> sends) {
        ProducerSession open;
        try {
            open = open();
        } catch (RuntimeException e) {
            SendError error = SendError.outage("topic '" + topic + "': " + e.getMessage());
            sends.forEach(send -> send.refused(error));
            return;
        }
        sends.forEach(open::send);
        if (open.isBroken()) {
            close(Duration.ZERO);
        }
    }

    private synchronized ProducerSession open() {
        if (isStoppingOrStopped()) {
            throw new IllegalStateException("the route is stopped");
        }
        if (session.isEmpty()) {
            Map<String, Object> now = settings.get();
            session = Optional.of(new ProducerSession(
                    topic,
                    records,
                    sizes,
                    KafkaClients.batchSize(now),
                    new KafkaProducer<>(now, new ByteArraySerializer(), new ByteArraySerializer())));
        }
        return session.get();
    }

    private synchronized void close(Duration timeout) {
        session.ifPresent(left -> left.close(timeout));
        session = Optional.empty();
    }

    @Override
    protected void doStop() throws Exception {
        close(CLOSE_TIMEOUT);
        super.doStop();
    }
}
