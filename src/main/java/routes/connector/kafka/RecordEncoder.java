package routes.connector.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import routes.connector.CloudEventBinding;
import routes.event.Event;
import routes.event.PendingSend;
import routes.event.SendError;

/** Converts events to records of one topic. Thread-safe. */
final class RecordEncoder {

    private final String topic;
    private final boolean keepsTime;
    private final CloudEventBinding cloudEvents;
    private final Supplier<Optional<Duration>> retention;

    /**
     * @param keepsTime whether a record has the time of its event, where that is known
     * @param retention how long the topic keeps a record after that time; empty if it keeps it for ever, or if it is not known
     */
    RecordEncoder(
            String topic, boolean keepsTime, CloudEventBinding cloudEvents, Supplier<Optional<Duration>> retention) {
        this.topic = topic;
        this.keepsTime = keepsTime;
        this.cloudEvents = cloudEvents;
        this.retention = retention;
    }

    /** Why a record must not be sent: Kafka would confirm it and delete it. */
    Optional<SendError> refusal(ProducerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(record.timestamp())
                .map(Instant::ofEpochMilli)
                .flatMap(time -> retention
                        .get()
                        .filter(kept -> time.plus(kept).isBefore(Instant.now()))
                        .map(kept -> SendError.permanent("the event is from " + time + ", and topic '" + topic
                                + "' keeps a record for " + kept.toMillis()
                                + " ms after its time (retention.ms), so that Kafka"
                                + " would delete it; set 'timestamp: now' in the target to give it the time at which it is"
                                + " sent")));
    }

    ProducerRecord<byte[], byte[]> encode(PendingSend send) {
        Event event = cloudEvents.of(send.message().event());
        List<Header> headers = new ArrayList<>(event.headers().size());
        event.headers()
                .forEach(header -> headers.add(
                        new RecordHeader(header.name(), header.value().arrayOrNull())));
        return new ProducerRecord<>(
                topic,
                null,
                time(send).map(Instant::toEpochMilli).orElse(null),
                event.key().arrayOrNull(),
                event.body().arrayOrNull(),
                headers);
    }

    /** Kafka has no times before 1970. */
    private Optional<Instant> time(PendingSend send) {
        return keepsTime ? send.time().filter(time -> !time.isBefore(Instant.EPOCH)) : Optional.empty();
    }
}
