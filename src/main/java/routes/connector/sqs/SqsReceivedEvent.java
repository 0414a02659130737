package routes.connector.sqs;

import java.time.Instant;
import java.util.function.Consumer;
import routes.event.Event;
import routes.event.ReceivedEvent;

/**
 * A received message in flight. Its receipt handle changes when SQS delivers the same message again. The receipt is not a
 * header, so that no step can remove or forge it.
 */
final class SqsReceivedEvent extends ReceivedEvent {

    private final String queue;
    private final String messageId;
    private final Instant sent;
    private final Consumer<SqsReceivedEvent> finished;
    private volatile String receipt;
    private volatile long hiddenNanos;

    /** @param finished called once, when the message can be deleted; must not block */
    SqsReceivedEvent(
            Event event,
            long takenNanos,
            String queue,
            String messageId,
            Instant sent,
            String receipt,
            Consumer<SqsReceivedEvent> finished) {
        super(event, takenNanos);
        this.queue = queue;
        this.messageId = messageId;
        this.sent = sent;
        this.receipt = receipt;
        this.hiddenNanos = takenNanos;
        this.finished = finished;
    }

    String messageId() {
        return messageId;
    }

    String receipt() {
        return receipt;
    }

    int size() {
        return event().body().length();
    }

    /** SQS delivered the same message again, because its visibility timeout was over. */
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
    public String position() {
        return queue + "@" + messageId;
    }

    @Override
    public Instant time() {
        return sent;
    }

    @Override
    public void finished() {
        finished.accept(this);
    }
}
