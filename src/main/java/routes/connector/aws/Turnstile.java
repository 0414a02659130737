package routes.connector.aws;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Lets one through at a time, in the order in which they came, and makes nobody wait: who comes while another is passing
 * leaves what he brought to that one. Thread-safe.
 */
public final class Turnstile<T> {

    private final Consumer<T> passing;
    private final Consumer<Throwable> fallen;
    private final Queue<T> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    /** @param fallen told of what {@code passing} throws, and must not throw: whoever comes next passes none the less */
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
