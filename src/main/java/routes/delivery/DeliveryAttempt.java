package routes.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import routes.control.EventStatus;
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

    /** The batch in which the message was sent last, and the number of batches sent when it was last refused and parked. */
    long sentIn;

    long refusedIn;

    /** The number of messages that the target had confirmed when it first refused this one. */
    Optional<Long> confirmedBefore = Optional.empty();

    private volatile Optional<SendError> parkedFor = Optional.empty();
    private volatile Progress progress = Progress.NONE;
    private volatile Optional<EventStatus.Where> ended = Optional.empty();

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

    /**
     * What the target has answered so far, as other threads see it.
     *
     * @param refusals the number of failed attempts
     * @param since the time of the first refusal
     * @param lastAnswer why the target refused it the last time
     * @param until the end of the pause before the next attempt, if there is one
     */
    record Progress(int refusals, Optional<Instant> since, Optional<String> lastAnswer, Optional<Instant> until) {

        static final Progress NONE = new Progress(0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Thread-safe. */
    Progress progress() {
        return progress;
    }

    /** The target refuses this message alone. Stays so until the delivery ends. */
    void park() {
        parkedFor = error;
    }

    /** Why the target refuses this message alone, if it does. Thread-safe. */
    Optional<SendError> parkedFor() {
        return parkedFor;
    }

    /** Thread-safe. */
    boolean isParked() {
        return parkedFor.isPresent();
    }

    /** Whether the message can only be sent for nothing: its source has given the event to somebody else, or gives it again. */
    boolean isRevoked() {
        return isParked() && delivery.received().isRevoked();
    }

    /** Whether the target has been sent the message and has not answered. Thread-safe. */
    boolean awaitsAnswer() {
        return awaitsAnswer.get();
    }

    /** How the delivery to this target ended; empty until then. Thread-safe. */
    Optional<EventStatus.Where> ended() {
        return ended;
    }

    void end(EventStatus.Where how) {
        ended = Optional.of(how);
    }

    /** The event has been refused and waits for so long before it is sent again. */
    void retriesAfter(Duration pause, Instant now) {
        progress = new Progress(
                refusals,
                firstFailure,
                error.map(SendError::detail),
                pause.isZero() ? Optional.empty() : Optional.of(now.plus(pause)));
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
