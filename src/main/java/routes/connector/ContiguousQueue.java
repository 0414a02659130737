package routes.connector;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * Received events in their order, of which the ones at the front can be acknowledged together once all of them have ended:
 * the contiguous ones. Not thread-safe.
 *
 * @param <E> an event, or what stands for it
 */
public final class ContiguousQueue<E extends ContiguousQueue.Entry> implements Iterable<E> {

    private final Deque<E> open = new ArrayDeque<>();

    /** What waits in the queue. */
    public interface Entry {

        /** Whether it may be acknowledged. Never becomes false again. */
        boolean hasEnded();
    }

    /** Entries are added in the order in which the source gave them. */
    public void add(E entry) {
        open.add(entry);
    }

    /** Takes off the front all entries that have ended, up to the first that has not. */
    public void takeEnded(Consumer<? super E> ended) {
        while (!open.isEmpty() && open.peek().hasEnded()) {
            ended.accept(open.poll());
        }
    }

    /** Entries that have not ended, and those behind them. */
    public int size() {
        return open.size();
    }

    /** The oldest entry that has not ended, if {@link #takeEnded} has just been called. */
    public E peek() {
        return open.peek();
    }

    @Override
    public Iterator<E> iterator() {
        return open.iterator();
    }
}
