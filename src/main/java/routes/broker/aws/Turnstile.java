package routes.broker.aws;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Lets one through at a time, in the order in which they came, and makes nobody wait: who comes while another is passing
 * leaves what he brought to that one. Thread-safe.
 */
final class Turnstile<T> {

    private final Consumer<T> passing;
    private final Queue<T> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    /** @param passing must not throw */
    Turnstile(Consumer<T> passing) {
        this.passing = passing;
    }

    void enter(T brought) {
        queue.add(brought);
        if (size.getAndIncrement() > 0) {
            return;
        }
        do {
            passing.accept(queue.remove());
        } while (size.decrementAndGet() > 0);
    }
}
