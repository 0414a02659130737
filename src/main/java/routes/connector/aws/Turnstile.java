package routes.connector.aws;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Processes values one at a time, in the order in which they come, without blocking: a value that comes while another one is
 * processed is left to the thread that is processing. Thread-safe.
 */
public final class Turnstile<T> {

    private final Consumer<T> passing;
    private final Consumer<Throwable> fallen;
    private final Queue<T> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    /** @param fallen receives what {@code passing} throws, and must not throw; the next values are processed all the same */
    public Turnstile(Consumer<T> passing, Consumer<Throwable> fallen) {
        this.passing = passing;
        this.fallen = fallen;
    }

    public void enter(T brought) {
        queue.add(brought);
        if (size.getAndIncrement() > 0) {
            return;
        }
        do {
            try {
                passing.accept(queue.remove());
            } catch (RuntimeException | Error e) {
                fallen.accept(e);
            }
        } while (size.decrementAndGet() > 0);
    }
}
