package routes.connector.sqs;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import routes.connector.InFlightEvent;
import routes.event.DeliveryResult;
import routes.event.Event;

/**
 * A received message in flight. Its receipt handle changes when SQS delivers the same message again. The receipt is not a
 * header, so that no step can remove or forge it.
 */
final class SqsReceivedEvent extends InFlightEvent {

    private final String queue;
    private final String messageId;
    private final Optional<Instant> sent;
    private final Consumer<SqsReceivedEvent> ended;
    private volatile String receipt;
    private volatile long hiddenNanos;

    /** @param ended called once, when the message may be deleted; must not block */
    SqsReceivedEvent(
            Event event,
            long receivedNanos,
            String queue,
            String messageId,
            Optional<Instant> sent,
            String receipt,
            Consumer<SqsReceivedEvent> ended) {
        super(event, receivedNanos, event.body().length());
        this.queue = queue;
        this.messageId = messageId;
        this.sent = sent;
        this.receipt = receipt;
        this.hiddenNanos = receivedNanos;
        this.ended = ended;
    }

    String messageId() {
        return messageId;
    }

    String receipt() {
        return receipt;
    }

    /** SQS gave the same message once more, as its visibility had run out. */
    void takenAgain(SqsReceivedEvent again) {
        receipt = again.receipt;
        hiddenNanos = again.hiddenNanos;
    }

    /** Records that SQS hides the message for another visibility timeout from this moment on. */
    void hiddenAt(long nanos) {
        hiddenNanos = nanos;
    }

    /** The {@link System#nanoTime()} from which on SQS hides the message. */
    long hiddenNanos() {
        return hiddenNanos;
    }

    @Override
    public Optional<String> id() {
        return Optional.of(messageId);
    }

    @Override
    public String position() {
        return position(queue, messageId);
    }

    static String position(String queue, String messageId) {
        return queue + "@" + messageId;
    }

    @Override
    public Optional<Instant> time() {
        return sent;
    }

    /** Counts until SQS has deleted it: until then a crash would repeat it. */
    @Override
    public void ended(DeliveryResult result) {
        ended.accept(this);
    }

    /** It counts, and is kept hidden, until the source gives it back to SQS. */
    @Override
    public void returned() {
        // The source gives back all that it holds when it stops.
    }
}
