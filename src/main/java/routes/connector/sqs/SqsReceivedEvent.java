package routes.connector.sqs;

import java.time.Instant;
import java.util.function.Consumer;
import routes.event.Event;
import routes.event.ReceivedEvent;

/**
 * A message of a queue on its way. The receipt, by which SQS knows who holds the message, changes when SQS gives the same
 * message again; it is no header, so that nothing on the way can take it off or forge it.
 */
final class SqsReceivedEvent extends ReceivedEvent {

    private final String queue;
    private final String messageId;
    private final Instant sent;
    private final Consumer<SqsReceivedEvent> finished;
    private volatile String receipt;
    private volatile long hiddenNanos;

    /** @param finished called once, when the message may be deleted; must not block */
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

    /** SQS gave the same message once more, as its visibility had run out. */
    void takenAgain(SqsReceivedEvent again) {
        receipt = again.receipt;
        hiddenNanos = again.hiddenNanos;
    }

    /** From this moment on SQS hides the message for one more visibility. */
    void hiddenAt(long nanos) {
        hiddenNanos = nanos;
    }

    /** {@link System#nanoTime()} since when SQS hides the message. */
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
