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

        /** The target will never take the parcel as it is: what to try instead, cut so often, if it can be. */
        default Optional<Parcel> cut(int cuts) {
            return Optional.empty();
        }
    }

    final Listener listener;
    final Bytes key;
    final TargetQueue queue;
    private final AtomicBoolean awaited = new AtomicBoolean();
    private final Parcel whole;
    private Parcel parcel;
    private int cuts;
    /** The answer to the current try; absent for a confirmation. */
    Optional<Refusal> answer = Optional.empty();

    KeyLane lane;
    long sequence;
    int refusals;
    Instant firstFailure = Instant.EPOCH;
    Instant lastFailure = Instant.EPOCH;

    /** @param key whose order is to be kept; absent for none */
    Attempt(TargetQueue queue, Parcel parcel, Bytes key, Listener listener) {
        this.queue = queue;
        this.whole = parcel;
        this.parcel = parcel;
        this.key = key;
        this.listener = listener;
    }

    @Override
    public Parcel parcel() {
        return parcel;
    }

    /** Makes the parcel smaller for the next try. False if that cannot be, and then the next try is of the whole again. */
    boolean cut() {
        Optional<Parcel> smaller = listener.cut(cuts + 1);
        cuts = smaller.isPresent() ? cuts + 1 : 0;
        parcel = smaller.orElse(whole);
        return smaller.isPresent();
    }

    void makeWhole() {
        cuts = 0;
        parcel = whole;
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
