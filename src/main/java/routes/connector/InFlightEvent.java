package routes.connector;

import java.util.Optional;
import routes.event.Event;
import routes.event.ReceivedEvent;

/**
 * A received event that counts against the in-flight limit of its source, from {@link SourceConsumer#handOn} at the latest
 * until it leaves. Thread-safe.
 */
public abstract class InFlightEvent extends ReceivedEvent {

    private static final Optional<InFlightLimit> NONE = Optional.empty();

    private final int size;

    private boolean parked;

    /** What it counts against now. Guarded by this. */
    private Optional<InFlightLimit> countedBy = NONE;

    /** @param size the bytes that count against the limit: of the body, as its system sent it */
    protected InFlightEvent(Event event, long receivedNanos, int size) {
        super(event, receivedNanos);
        this.size = size;
    }

    /** The bytes that count against the limit. */
    public final int size() {
        return size;
    }

    /** Counts the event, unless it counts already. */
    final void enter(InFlightLimit limit) {
        synchronized (this) {
            if (countedBy.isPresent()) {
                return;
            }
            countedBy = Optional.of(limit);
        }
        limit.add(size());
    }

    /** From now on the event does not count any more. Does nothing where it does not count. */
    public final void leave() {
        Optional<InFlightLimit> limit;
        synchronized (this) {
            limit = countedBy;
            countedBy = NONE;
            if (parked) {
                limit.ifPresent(InFlightLimit::unpark);
            }
        }
        limit.ifPresent(counting -> counting.remove(size()));
    }

    @Override
    public final synchronized void parked() {
        if (!parked) {
            parked = true;
            countedBy.ifPresent(InFlightLimit::park);
        }
    }

    /** It does not count any more; whether and when it comes again is its system's matter. */
    @Override
    public void returned() {
        leave();
    }
}
