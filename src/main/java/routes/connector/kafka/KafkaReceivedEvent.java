package routes.connector.kafka;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import routes.connector.InFlightLimit;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.Header;
import routes.event.Headers;
import routes.event.ReceivedEvent;

/** A record in flight. Finished by any thread; other methods are for the polling thread. */
final class KafkaReceivedEvent extends ReceivedEvent {

    private final String topic;
    private final int partition;
    private final long offset;
    private final long timestamp;
    private final int size;
    private final InFlightLimit bound;
    private volatile boolean finished;

    KafkaReceivedEvent(ConsumerRecord<byte[], byte[]> taken, InFlightLimit bound) {
        super(event(taken), System.nanoTime());
        this.topic = taken.topic();
        this.partition = taken.partition();
        this.offset = taken.offset();
        this.timestamp = taken.timestamp();
        this.size = event().body().length();
        this.bound = bound;
        bound.taken(size);
    }

    private static Event event(ConsumerRecord<byte[], byte[]> taken) {
        List<Header> headers = new ArrayList<>();
        taken.headers().forEach(header -> headers.add(new Header(header.key(), Bytes.ofNullable(header.value()))));
        return new Event(Bytes.ofNullable(taken.value()), Bytes.ofNullable(taken.key()), Headers.received(headers));
    }

    long offset() {
        return offset;
    }

    boolean isFinished() {
        return finished;
    }

    @Override
    public String position() {
        return topic + "-" + partition + "@" + offset;
    }

    @Override
    public Instant time() {
        return Instant.ofEpochMilli(Math.max(0, timestamp));
    }

    @Override
    public void finished() {
        finished = true;
        bound.finished(size);
    }
}
