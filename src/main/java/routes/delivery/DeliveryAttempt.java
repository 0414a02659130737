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
 * One event on its way to one target, through all of its retries. {@link #confirmed} and {@link #refused} may be called from
 * any thread, once for each time that it is sent. Everything else belongs to the {@link TargetQueue}, which works on it in
 * one thread at a time.
 */
final class DeliveryAttempt implements PendingSend {

    final EventDelivery delivery;
    final Bytes key;
    private final TargetQueue queue;
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

    /** @param key whose order is to be kept; absent for none */
    DeliveryAttempt(EventDelivery delivery, TargetQueue queue, OutboundMessage message, Bytes key) {
        this.delivery = delivery;
        this.queue = queue;
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
        return delivery.id();
    }

    TargetQueue queue() {
        return queue;
    }

    /** Makes the message smaller for the next send. False if that is not possible; then the whole is sent again. */
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

    /** A target that did not try an event that came alone has no other to blame for that. */
    @Override
    public void refused(SendError given) {
        if (awaitsAnswer.compareAndSet(true, false)) {
            boolean wasAlone = goesAlone && !given.kind().isAnswer();
            error = Optional.of(wasAlone ? SendError.transientFailure(given.detail()) : given);
            queue.answered(this);
        }
    }

    /** Counts the error against the event, unless it says nothing about it. */
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
