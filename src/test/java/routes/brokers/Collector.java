package routes.brokers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import routes.event.Event;

/** Takes whatever arrives at a place, as it arrives, on a thread of its own. Thread-safe. */
public final class Collector implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Probe probe;
    private final List<Event> arrived = new ArrayList<>();
    private final Thread thread = new Thread(this::collect, "collector");
    private long lastArrival = System.nanoTime();
    private volatile boolean open = true;

    private Collector(Probe probe) {
        this.probe = probe;
    }

    /** The probe belongs to the collector and is closed with it. */
    public static Collector at(Probe probe) {
        Collector collector = new Collector(probe);
        collector.thread.setDaemon(true);
        collector.thread.start();
        return collector;
    }

    private void collect() {
        while (open) {
            List<Event> more = probe.receive(1, LOOK);
            if (!more.isEmpty()) {
                add(more);
            }
        }
    }

    private synchronized void add(List<Event> more) {
        arrived.addAll(more);
        lastArrival = System.nanoTime();
    }

    public synchronized int count() {
        return arrived.size();
    }

    public synchronized List<Event> events() {
        return List.copyOf(arrived);
    }

    /** Waits until nothing has arrived for so long. */
    public void awaitQuiet(Duration quiet) {
        await("quiet").atMost(Duration.ofSeconds(60)).until(() -> quietFor(quiet));
    }

    /** Whether nothing has arrived for so long. */
    public synchronized boolean quietFor(Duration quiet) {
        return System.nanoTime() - lastArrival > quiet.toNanos();
    }

    /** What the book says of all that has come once nothing is missing any more, or the patience is at its end. */
    public EventBook.Findings awaitAll(EventBook book, Duration patience) {
        await("every event of the book")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() ->
                        assertThat(book.check(events()).missing()).as("missing").isEmpty());
        awaitQuiet(Duration.ofSeconds(1));
        return book.check(events());
    }

    @Override
    public void close() {
        open = false;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        probe.close();
    }
}
