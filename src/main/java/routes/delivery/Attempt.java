package routes.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import routes.definition.Reason;
import routes.event.Bytes;
import routes.event.Parcel;
import routes.event.Refusal;
import routes.event.Shipment;

/**
 * One event on its way to one target, through all its tries. Answered from any thread, once a try; all else belongs to the
 * turns of its {@link TargetQueue}.
 */
final class Attempt implements Shipment {

    /** Who wants to know how it ended; called in the turns of the queue. */
    interface Listener {
        void delivered();

        void givenUp(Attempt attempt, Reason reason);

        /** The target will never take this parcel as it is: a smaller one to try instead, if there is one. */
        default Optional<Parcel> smaller() {
            return Optional.empty();
        }
    }

    final Listener listener;
    final Bytes key;
    private final TargetQueue queue;
    private final AtomicBoolean awaited = new AtomicBoolean();
    private Parcel parcel;
    /** The answer to the current try; absent for a confirmation. */
    Optional<Refusal> answer = Optional.empty();

    long sequence;
    int refusals;
    Instant firstFailure = Instant.EPOCH;
    Instant lastFailure = Instant.EPOCH;

    /** @param key whose order is to be kept; absent for none */
    Attempt(TargetQueue queue, Parcel parcel, Bytes key, Listener listener) {
        this.queue = queue;
        this.parcel = parcel;
        this.key = key;
        this.listener = listener;
    }

    @Override
    public Parcel parcel() {
        return parcel;
    }

    void replace(Parcel other) {
        parcel = other;
    }

    void sent() {
        awaited.set(true);
    }

    @Override
    public void confirmed() {
        answered(Optional.empty());
    }

    @Override
    public void refused(Refusal refusal) {
        answered(Optional.of(refusal));
    }

    private void answered(Optional<Refusal> given) {
        if (awaited.compareAndSet(true, false)) {
            answer = given;
            queue.answered(this);
        }
    }
}
