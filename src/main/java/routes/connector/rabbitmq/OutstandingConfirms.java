package routes.connector.rabbitmq;

import com.rabbitmq.client.Return;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import routes.event.SendError;

/**
 * What was published on one channel and has no answer yet. Whoever takes a shipment out of here answers it, so that each
 * is answered once. Thread-safe.
 *
 * <p>A return does not say which sequence number it is about. It is taken for the first that was published with the same
 * routing key and body, and if possible the same properties: two that cannot be told apart are routed alike, and it does
 * not matter which of them is meant.
 */
final class OutstandingConfirms {

    private static final int MOST = 2_000;

    /** In the order of their numbers, as they are added. */
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

    /** Takes the room that was got before; false if nothing is published here any more. */
    synchronized boolean add(OutstandingConfirm added) {
        if (closed) {
            room.release();
            return false;
        }
        pending.put(added.number(), added);
        return true;
    }

    /** Takes it out; false if somebody else has done so. */
    synchronized boolean remove(OutstandingConfirm removed) {
        return take(removed.number()).isPresent();
    }

    synchronized List<OutstandingConfirm> confirmed(long number, boolean multiple, long now) {
        lastAnswer = Optional.of(now);
        return taken(number, multiple);
    }

    private List<OutstandingConfirm> taken(long number, boolean multiple) {
        List<OutstandingConfirm> taken = new ArrayList<>();
        upTo(number, multiple).forEach(each -> take(each).ifPresent(taken::add));
        return taken;
    }

    /** Those of them that were returned. The rest waits a moment, since one broker refuses first and returns then. */
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

    /** The one that was refused before and is explained by this return, if it is so. */
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

    /** Those after the last that was returned come first. */
    private List<OutstandingConfirm> candidates() {
        List<OutstandingConfirm> later = new ArrayList<>();
        List<OutstandingConfirm> earlier = new ArrayList<>();
        pending.forEach((number, one) -> (number > lastReturned ? later : earlier).add(one));
        later.addAll(earlier);
        return later;
    }

    /** The numbers that an answer is about. */
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

    /** Those that were refused before this time and not returned since. */
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
     * Whether the oldest was published before this time and the broker has answered nothing at all since: one that answers
     * slowly is left alone, since all that it has not answered would be sent to it once more.
     */
    synchronized boolean isSilentSince(long nanos) {
        return hasPublishedBefore(nanos)
                && lastAnswer.filter(answer -> answer - nanos >= 0).isEmpty();
    }

    synchronized List<OutstandingConfirm> all() {
        return taken(Long.MAX_VALUE, true);
    }

    /** All of them; after this, none can be added. */
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
