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
 * Sends to a topic, idempotent and confirmed by all replicas in sync. The client repeats what gets lost on the network,
 * since it alone can do so without disturbing the order; whatever it gives up after 20 seconds is an outage, and then a new
 * client takes its place.
 */
final class KafkaTarget extends TargetProducer {

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final String topic;
    private final Supplier<Map<String, Object>> settings;
    private Optional<ProducerSession> line = Optional.empty();

    /** @param settings made anew for each client, which takes up renewed certificates */
    KafkaTarget(KafkaTargetEndpoint endpoint, String topic, Supplier<Map<String, Object>> settings) {
        super(endpoint);
        this.topic = topic;
        this.settings = settings;
    }

    /**
     * All of a consignment goes the same line. Where that broke since the last one, all of it is refused: an earlier event of
     * the same key may have failed with the line, and its sender learns of that before it sends again.
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
        if (line.isEmpty()) {
            line = Optional.of(new ProducerSession(
                    topic, new KafkaProducer<>(settings.get(), new ByteArraySerializer(), new ByteArraySerializer())));
        }
        return line.get();
    }

    private synchronized void close(Duration patience) {
        line.ifPresent(left -> left.close(patience));
        line = Optional.empty();
    }

    @Override
    protected void doStop() throws Exception {
        close(FAREWELL);
        super.doStop();
    }
}
