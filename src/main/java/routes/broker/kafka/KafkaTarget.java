package routes.broker.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import routes.broker.TargetProducer;
import routes.event.Event;
import routes.event.Refusal;
import routes.event.Shipment;

/**
 * Sends to a topic, idempotent and confirmed by all replicas in sync. The client repeats what gets lost on the network,
 * since it alone can do so without disturbing the order; whatever it gives up after 20 seconds is an outage.
 */
final class KafkaTarget extends TargetProducer {

    private final String topic;
    private final Map<String, Object> settings;
    private Optional<KafkaProducer<byte[], byte[]>> client = Optional.empty();
    private volatile boolean broken;

    KafkaTarget(KafkaEndpoint endpoint, String topic, Map<String, Object> settings) {
        super(endpoint);
        this.topic = topic;
        this.settings = settings;
    }

    @Override
    protected void send(List<Shipment> shipments) {
        Iterator<Shipment> rest = shipments.iterator();
        while (rest.hasNext()) {
            Shipment shipment = rest.next();
            try {
                client().send(toRecord(shipment), (stored, failure) -> answer(shipment, failure));
            } catch (RuntimeException e) {
                Refusal refusal = refusal(e);
                shipment.refused(refusal);
                if (refusal.kind() == Refusal.Kind.OUTAGE) {
                    rest.forEachRemaining(waiting -> waiting.refused(refusal));
                }
            }
        }
    }

    private void answer(Shipment shipment, Exception failure) {
        if (failure == null) {
            shipment.confirmed();
        } else {
            shipment.refused(refusal(failure));
        }
    }

    private Refusal refusal(Exception failure) {
        if (failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidRecordException) {
            return Refusal.permanent("topic '" + topic + "' cannot take it: " + failure.getMessage());
        }
        if (!(failure instanceof RetriableException)) {
            broken = true;
        }
        return Refusal.outage("topic '" + topic + "': " + failure.getMessage());
    }

    private ProducerRecord<byte[], byte[]> toRecord(Shipment shipment) {
        Event event = shipment.parcel().event();
        List<Header> headers = new ArrayList<>(event.headers().size());
        event.headers()
                .forEach(header -> headers.add(
                        new RecordHeader(header.name(), header.value().arrayOrNull())));
        return new ProducerRecord<>(
                topic, null, event.key().arrayOrNull(), event.body().arrayOrNull(), headers);
    }

    /** A client that failed for good is replaced by a new one. */
    private KafkaProducer<byte[], byte[]> client() {
        if (broken) {
            letGo();
        }
        if (client.isEmpty()) {
            broken = false;
            client = Optional.of(new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
        }
        return client.get();
    }

    private void letGo() {
        client.ifPresent(left -> left.close(Duration.ofSeconds(5)));
        client = Optional.empty();
    }

    @Override
    protected void doStop() throws Exception {
        letGo();
        super.doStop();
    }
}
