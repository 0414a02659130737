package routes.connector.rabbitmq;

import com.rabbitmq.client.Return;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import routes.event.SendError;

/**
 * The events published on one channel that have no answer yet. The code that removes an event answers it, so that each event is
 * answered exactly once. Thread-safe.
 *
 * <p>A returned message has no sequence number. It is assigned to the first event with the same routing key and body and, if
 * possible, the same properties: events that cannot be distinguished are routed the same way, so it does not matter which of
 * them it is.
 */
final class OutstandingConfirms {

    private static final int MOST = 2_000;

    /** In the order of their sequence numbers. */
    private final Map<Long, OutstandingConfirm> pending = new LinkedHashMap<>();

    private final TreeMap<Long, Long> nacked = new TreeMap<>();
    private final Semaphore room = new Semaphore(MOST);
    private boolean closed;
    private long lastReturned;
    private Optional<Long> lastAnswer = Optional.empty();

    boolean hasRoom() {
        return room.tryAcquire();
    }

    boolean waitForRoom(long millis) {
        try {
            return room.tryAcquire(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Adds an event, for which room was acquired before. Returns false if nothing is published on this channel any more. */
    synchronized boolean add(OutstandingConfirm added) {
        if (closed) {
            room.release();
            return false;
        }
        pending.put(added.number(), added);
        return true;
    }

    /** Removes an event. Returns false if it has already been removed. */
    synchronized boolean remove(OutstandingConfirm removed) {
        return take(removed.number()).isPresent();
    }

    synchronized List<OutstandingConfirm> confirmed(long number, boolean multiple, long now) {
        lastAnswer = Optional.of(now);
        return taken(number, multiple);
    }

    private List<OutstandingConfirm> taken(long number, boolean multiple) {
        return multiple ? takenUpTo(number) : take(number).map(List::of).orElse(List.of());
    }

    private List<OutstandingConfirm> takenUpTo(long number) {
        List<OutstandingConfirm> taken = new ArrayList<>();
        Iterator<OutstandingConfirm> oldest = pending.values().iterator();
        while (oldest.hasNext()) {
            OutstandingConfirm one = oldest.next();
            if (one.number() > number) {
                break;
            }
            oldest.remove();
            taken.add(one);
        }
        nacked.headMap(number, true).clear();
        room.release(taken.size());
        return taken;
    }

    /**
     * The refused events that have been returned. The others wait for a moment, because some brokers send the refusal before
     * the return.
     */
    synchronized List<OutstandingConfirm> refused(long number, boolean multiple, long now) {
        lastAnswer = Optional.of(now);
        List<OutstandingConfirm> taken = new ArrayList<>();
        for (Long each : upTo(number, multiple)) {
            if (pending.containsKey(each) && pending.get(each).returned().isPresent()) {
                take(each).ifPresent(taken::add);
            } else if (pending.containsKey(each)) {
                nacked.put(each, now);
            }
        }
        return taken;
    }

    /** The event that was refused before and belongs to this return, if there is one. */
    synchronized Optional<OutstandingConfirm> returned(Return message, SendError error) {
        Optional<OutstandingConfirm> meant = meant(message);
        meant.ifPresent(one -> {
            one.returned(error);
            lastReturned = one.number();
        });
        return meant.filter(one -> nacked.containsKey(one.number())).flatMap(one -> take(one.number()));
    }

    private Optional<OutstandingConfirm> meant(Return message) {
        Optional<OutstandingConfirm> alike = Optional.empty();
        for (OutstandingConfirm candidate : candidates()) {
            if (candidate.returned().isEmpty() && candidate.hasBodyAndKeyOf(message)) {
                if (candidate.hasPropertiesOf(message)) {
                    return Optional.of(candidate);
                }
                alike = alike.or(() -> Optional.of(candidate));
            }
        }
        return alike;
    }

    /** The candidates for a return, beginning after the last returned one. */
    private List<OutstandingConfirm> candidates() {
        List<OutstandingConfirm> later = new ArrayList<>();
        List<OutstandingConfirm> earlier = new ArrayList<>();
        pending.forEach((number, one) -> (number > lastReturned ? later : earlier).add(one));
        later.addAll(earlier);
        return later;
    }

    /** The events to which a confirm applies. */
    private List<Long> upTo(long number, boolean multiple) {
        if (!multiple) {
            return List.of(number);
        }
        List<Long> numbers = new ArrayList<>();
        for (Long each : pending.keySet()) {
            if (each > number) {
                break;
            }
            numbers.add(each);
        }
        return numbers;
    }

    /** The events that were refused before this time and have not been returned since. */
    synchronized List<OutstandingConfirm> refusedBefore(long nanos) {
        List<OutstandingConfirm> taken = new ArrayList<>();
        for (Long number : List.copyOf(nacked.keySet())) {
            if (nacked.get(number) - nanos < 0) {
                take(number).ifPresent(taken::add);
            }
        }
        return taken;
    }

    synchronized boolean hasPublishedBefore(long nanos) {
        return !pending.isEmpty() && pending.values().iterator().next().published() - nanos < 0;
    }

    /**
     * Whether the oldest event was published before this time and the broker has not answered anything since. A slow broker
     * that still answers does not count, because all its unanswered events would be sent to it again.
     */
    synchronized boolean isSilentSince(long nanos) {
        return hasPublishedBefore(nanos)
                && lastAnswer.filter(answer -> answer - nanos >= 0).isEmpty();
    }

    synchronized List<OutstandingConfirm> all() {
        return taken(Long.MAX_VALUE, true);
    }

    /** Removes all events; afterwards none can be added. */
    synchronized List<OutstandingConfirm> close() {
        closed = true;
        return all();
    }

    private Optional<OutstandingConfirm> take(long number) {
        Optional<OutstandingConfirm> taken = Optional.ofNullable(pending.remove(number));
        nacked.remove(number);
        taken.ifPresent(one -> room.release());
        return taken;
    }
}
