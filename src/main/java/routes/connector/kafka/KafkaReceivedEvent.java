package routes.connector.kafka;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import routes.connector.ContiguousQueue;
import routes.connector.InFlightEvent;
import routes.event.Bytes;
import routes.event.DeliveryResult;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;

/** A record. Any thread may end it; the polling thread looks whether it has ended, and commits. */
final class KafkaReceivedEvent extends InFlightEvent implements ContiguousQueue.Entry {

    private final String topic;
    private final int partition;
    private final long offset;
    private final Optional<Instant> time;
    private volatile boolean ended;
    private volatile boolean revoked;

    KafkaReceivedEvent(ConsumerRecord<byte[], byte[]> received) {
        super(event(received), System.nanoTime(), Math.max(0, received.serializedValueSize()));
        this.topic = received.topic();
        this.partition = received.partition();
        this.offset = received.offset();
        this.time = time(received);
    }

    private static Event event(ConsumerRecord<byte[], byte[]> received) {
        List<Header> headers = new ArrayList<>();
        received.headers().forEach(header -> headers.add(new Header(header.key(), Bytes.ofNullable(header.value()))));
        return new Event(
                Bytes.ofNullable(received.value()), Bytes.ofNullable(received.key()), Headers.received(headers));
    }

    private static Optional<Instant> time(ConsumerRecord<byte[], byte[]> received) {
        return received.timestampType() == TimestampType.NO_TIMESTAMP_TYPE || received.timestamp() < 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(received.timestamp()));
    }

    long offset() {
        return offset;
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    @Override
    public String position() {
        return position(topic, partition, offset);
    }

    static String position(String topic, int partition, long offset) {
        return topic + "-" + partition + "@" + offset;
    }

    @Override
    public Optional<Instant> time() {
        return time;
    }

    /** The partition has another owner now, or may have one. */
    void revoke() {
        revoked = true;
    }

    @Override
    public boolean isRevoked() {
        return revoked;
    }

    @Override
    public void ended(DeliveryResult result) {
        ended = true;
        leave();
    }
}
