package routes.connector.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;
import org.slf4j.Logger;
import routes.connector.EventCodec;
import routes.event.PendingSend;
import routes.event.SendError;
import routes.support.StructuredLogger;

/**
 * One producer, used until its first failure. When the producer gives up a record, the session fails and is closed at once,
 * so that no later record is stored before the failed one. (After a timeout, even an idempotent producer would continue with
 * the next record under a new epoch.) Thread-safe.
 */
final class ProducerSession {

    private static final Logger LOG = StructuredLogger.of(ProducerSession.class);
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final String topic;
    private final RecordEncoder records;
    private final RecordSizes sizes;
    private final int batchSize;
    private final Producer<byte[], byte[]> client;
    private volatile Optional<SendError> broken = Optional.empty();

    /** @param batchSize the bytes of a batch of the client */
    ProducerSession(
            String topic, RecordEncoder records, RecordSizes sizes, int batchSize, Producer<byte[], byte[]> client) {
        this.topic = topic;
        this.records = records;
        this.sizes = sizes;
        this.batchSize = batchSize;
        this.client = client;
    }

    boolean isBroken() {
        return broken.isPresent();
    }

    /**
     * Sends an event and answers it exactly once, now or later. May block while the client waits for buffer space or
     * metadata.
     */
    void send(PendingSend send) {
        if (broken.isPresent()) {
            send.refused(broken.get());
            return;
        }
        EventCodec.encode(send, records::encode)
                .ifPresent(record -> records.refusal(record).ifPresentOrElse(send::refused, () -> send(send, record)));
    }

    private void send(PendingSend send, ProducerRecord<byte[], byte[]> record) {
        try {
            Future<RecordMetadata> stored =
                    client.send(record, (metadata, failure) -> answer(send, record, Optional.ofNullable(failure)));
            if (sizes.mustGoAlone(record, batchSize)) {
                await(stored);
            }
        } catch (RuntimeException e) {
            answer(send, record, Optional.of(e));
        }
    }

    /**
     * Waits for the answer about a record that goes alone, so that no later record comes into its batch.
     */
    private static void await(Future<RecordMetadata> stored) {
        try {
            stored.get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("A large record is not confirmed; the callback tells why");
        }
    }

    /** Closes the session. Returns when every send has its answer, unless it is called by a callback of the client. */
    void close(Duration timeout) {
        client.close(timeout);
    }

    private void answer(PendingSend send, ProducerRecord<byte[], byte[]> record, Optional<Exception> failure) {
        if (failure.isEmpty()) {
            send.confirmed();
        } else if (RecordSizes.isTooLarge(failure.get())) {
            send.refused(SendError.tooLarge(sizes.tooLarge(record, failure.get())));
        } else if (isItsOwnFault(failure.get())) {
            send.refused(SendError.permanent("topic '" + topic + "' cannot accept the record: "
                    + failure.get().getMessage() + remedy(failure.get())));
        } else {
            SendError error =
                    SendError.outage("topic '" + topic + "': " + failure.get().getMessage());
            boolean first = broken.isEmpty();
            broken = Optional.of(broken.orElse(error));
            send.refused(error);
            if (first) {
                close(Duration.ZERO);
            }
        }
    }

    private static String remedy(Exception failure) {
        return failure instanceof InvalidTimestampException
                ? "; set 'timestamp: now' in the target to give it the time at which it is sent"
                : "";
    }

    private static boolean isItsOwnFault(Exception failure) {
        return failure instanceof InvalidRecordException
                || failure instanceof InvalidTimestampException
                || failure instanceof UnsupportedForMessageFormatException;
    }
}
