package routes.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import routes.event.Bytes;
import routes.event.Event;
import routes.event.OutboundMessage;
import routes.event.PendingSend;
import routes.event.SendError;

/**
 * The delivery of one event to one target, including all retries. {@link #confirmed} and {@link #refused} may be called from any
 * thread; only the first call after each send has an effect. Not thread-safe: all other members are used by the {@link
 * TargetQueue}, on one thread at a time.
 */
final class DeliveryAttempt implements PendingSend {

    final EventDelivery delivery;
    final Bytes key;
    private final TargetQueue queue;
    private final String idSuffix;
    private final OutboundMessage whole;
    private final AtomicBoolean awaitsAnswer = new AtomicBoolean();
    private OutboundMessage message;
    private int truncations;

    /** The answer to the last send; absent for a confirmation. */
    Optional<SendError> error = Optional.empty();

    Optional<Event> reply = Optional.empty();

    KeyLane lane;
    long sequence;
    boolean goesAlone;
    int refusals;
    Optional<Instant> firstFailure = Optional.empty();
    Optional<Instant> lastFailure = Optional.empty();

    /**
     * @param idSuffix makes the id different from the ids of other sends of the event to the same place; usually empty
     * @param key the key whose events are kept in order; absent if no order is kept
     */
    DeliveryAttempt(EventDelivery delivery, TargetQueue queue, String idSuffix, OutboundMessage message, Bytes key) {
        this.delivery = delivery;
        this.queue = queue;
        this.idSuffix = idSuffix;
        this.whole = message;
        this.message = message;
        this.key = key;
    }

    @Override
    public OutboundMessage message() {
        return message;
    }

    @Override
    public String id() {
        return delivery.id() + idSuffix;
    }

    @Override
    public Optional<Instant> time() {
        return delivery.isDeadLetter() ? Optional.empty() : delivery.received().time();
    }

    TargetQueue queue() {
        return queue;
    }

    /** Truncates the message for the next send. Returns false if that is not possible; the message is then complete again. */
    boolean truncate() {
        Optional<OutboundMessage> smaller = delivery.truncated(truncations + 1);
        truncations = smaller.isPresent() ? truncations + 1 : 0;
        message = smaller.orElse(whole);
        return smaller.isPresent();
    }

    void makeWhole() {
        truncations = 0;
        message = whole;
    }

    void sent() {
        awaitsAnswer.set(true);
    }

    @Override
    public void confirmed(Optional<Event> answer) {
        if (awaitsAnswer.compareAndSet(true, false)) {
            error = Optional.empty();
            reply = answer;
            queue.answered(this);
        }
    }

    /** If the event was sent on its own, {@link SendError.Kind#NOT_TRIED} has no other cause and becomes a transient failure. */
    @Override
    public void refused(SendError given) {
        if (awaitsAnswer.compareAndSet(true, false)) {
            boolean wasAlone = goesAlone && !given.kind().isAnswer();
            error = Optional.of(wasAlone ? SendError.transientFailure(given.detail()) : given);
            queue.answered(this);
        }
    }

    /** Records the error as a failure of the event, unless it says nothing about the event. */
    void failed(SendError given, Instant now) {
        if (!given.kind().isAnswer()) {
            goesAlone = true;
            return;
        }
        goesAlone = false;
        firstFailure = firstFailure.or(() -> Optional.of(now));
        lastFailure = Optional.of(now);
        refusals += given.kind() == SendError.Kind.OUTAGE ? 0 : 1;
    }
}
