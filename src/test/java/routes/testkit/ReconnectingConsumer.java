package routes.testkit;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import routes.event.Event;

/**
 * Takes whatever arrives at a place, as it arrives, on a thread of its own, and connects anew where the connection is lost.
 * Thread-safe.
 */
public final class ReconnectingConsumer implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Supplier<Probe> connecting;
    private final Consumer<List<Event>> reader;
    private final Thread thread = new Thread(this::follow, "follower");
    private volatile long lastArrival = System.nanoTime();
    private volatile boolean open = true;

    private ReconnectingConsumer(Supplier<Probe> connecting, Consumer<List<Event>> reader) {
        this.connecting = connecting;
        this.reader = reader;
    }

    /**
     * @param connecting a client of the place; throws where that cannot be reached
     * @param reader is told on the follower's thread
     */
    public static ReconnectingConsumer of(Supplier<Probe> connecting, Consumer<List<Event>> reader) {
        ReconnectingConsumer follower = new ReconnectingConsumer(connecting, reader);
        follower.thread.setDaemon(true);
        follower.thread.start();
        return follower;
    }

    private void follow() {
        ReconnectingProbe probe = new ReconnectingProbe(connecting, () -> open);
        while (open) {
            List<Event> more = probe.receive(LOOK);
            if (!more.isEmpty()) {
                reader.accept(more);
                lastArrival = System.nanoTime();
            }
        }
        probe.close();
    }

    /** Whether nothing has arrived for so long. */
    public boolean quietFor(Duration quiet) {
        return System.nanoTime() - lastArrival > quiet.toNanos();
    }

    @Override
    public void close() {
        open = false;
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
