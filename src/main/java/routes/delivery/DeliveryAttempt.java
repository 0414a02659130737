package routes.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import routes.event.Bytes;
import routes.event.OutboundMessage;
import routes.event.PendingSend;
import routes.event.SendError;
import routes.model.DeadLetterReason;

/**
 * One event on its way to one target, through all its tries. Answered from any thread, once a try; all else belongs to the
 * turns of its {@link TargetQueue}.
 */
final class DeliveryAttempt implements PendingSend {

    /** Who wants to know how it ended; called in the turns of the queue. */
    interface Listener {
        void delivered();

        void givenUp(DeliveryAttempt attempt, DeadLetterReason reason);

        /** The target will never take the parcel as it is: what to try instead, cut so often, if it can be. */
        default Optional<OutboundMessage> cut(int cuts) {
            return Optional.empty();
        }
    }

    final Listener listener;
    final Bytes key;
    final TargetQueue queue;
    private final AtomicBoolean awaited = new AtomicBoolean();
    private final OutboundMessage whole;
    private OutboundMessage message;
    private int cuts;
    /** The answer to the current try; absent for a confirmation. */
    Optional<SendError> answer = Optional.empty();

    KeyLane lane;
    long sequence;
    int refusals;
    Instant firstFailure = Instant.EPOCH;
    Instant lastFailure = Instant.EPOCH;

    /** @param key whose order is to be kept; absent for none */
    DeliveryAttempt(TargetQueue queue, OutboundMessage message, Bytes key, Listener listener) {
        this.queue = queue;
        this.whole = message;
        this.message = message;
        this.key = key;
        this.listener = listener;
    }

    @Override
    public OutboundMessage message() {
        return message;
    }

    /** Makes the parcel smaller for the next try. False if that cannot be, and then the next try is of the whole again. */
    boolean cut() {
        Optional<OutboundMessage> smaller = listener.cut(cuts + 1);
        cuts = smaller.isPresent() ? cuts + 1 : 0;
        message = smaller.orElse(whole);
        return smaller.isPresent();
    }

    void makeWhole() {
        cuts = 0;
        message = whole;
    }

    void sent() {
        awaited.set(true);
    }

    @Override
    public void confirmed() {
        answered(Optional.empty());
    }

    @Override
    public void refused(SendError error) {
        answered(Optional.of(error));
    }

    private void answered(Optional<SendError> given) {
        if (awaited.compareAndSet(true, false)) {
            answer = given;
            queue.answered(this);
        }
    }
}
