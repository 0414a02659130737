package routes.testkit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import routes.event.Event;

/** Compares what arrives with what a book has written, as it arrives, and keeps only what is wrong. Thread-safe. */
public final class DeliveryAudit {

    private final EventLedger book;
    private final BitSet seen = new BitSet();
    private final List<Event> unexpected = new ArrayList<>();
    private final List<Integer> duplicates = new ArrayList<>();
    private final Set<Integer> corrupt = new TreeSet<>();
    private final Set<Integer> keyDiffers = new TreeSet<>();
    private final Set<Integer> headersDiffer = new TreeSet<>();
    private final List<Integer> outOfOrder = new ArrayList<>();

    public DeliveryAudit(EventLedger book) {
        this.book = book;
    }

    /** One that is told what arrives at one place: there is an order within a place, and none between two. */
    public Consumer<Event> place() {
        Map<Integer, Integer> lastOfKey = new HashMap<>();
        return event -> saw(event, lastOfKey);
    }

    /** As {@link #place}, of a place that keeps no order. */
    public Consumer<Event> heap() {
        return event -> saw(event, new HashMap<>());
    }

    private synchronized void saw(Event event, Map<Integer, Integer> lastOfKey) {
        book.compare(event).ifPresentOrElse(compared -> saw(compared, lastOfKey), () -> unexpected.add(event));
    }

    private void saw(EventLedger.Comparison event, Map<Integer, Integer> lastOfKey) {
        int sequence = event.sequence();
        note(event.sameBody(), sequence, corrupt);
        note(event.sameKey(), sequence, keyDiffers);
        note(event.sameHeaders(), sequence, headersDiffer);
        if (seen.get(sequence)) {
            duplicates.add(sequence);
        } else if (lastOfKey.merge(event.key(), sequence, Math::max) > sequence) {
            outOfOrder.add(sequence);
        }
        seen.set(sequence);
    }

    private static void note(boolean same, int sequence, Set<Integer> differing) {
        if (!same) {
            differing.add(sequence);
        }
    }

    /** Whether all has arrived that must. */
    public synchronized boolean isComplete() {
        return book.missing(seen).isEmpty();
    }

    public synchronized EventLedger.Findings findings() {
        return new EventLedger.Findings(
                book.missing(seen),
                List.copyOf(unexpected),
                List.copyOf(duplicates),
                new TreeSet<>(corrupt),
                new TreeSet<>(keyDiffers),
                new TreeSet<>(headersDiffer),
                List.copyOf(outOfOrder));
    }
}
