package routes.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import routes.event.Event;

/** Keeps whatever arrives at a place. Thread-safe. */
public final class Collector implements AutoCloseable {

    private final List<Event> arrived = new CopyOnWriteArrayList<>();
    private final ReconnectingConsumer follower;

    private Collector(Probe probe) {
        follower = ReconnectingConsumer.of(() -> probe, arrived::addAll);
    }

    /** The probe belongs to the collector and is closed with it. */
    public static Collector at(Probe probe) {
        return new Collector(probe);
    }

    public int count() {
        return arrived.size();
    }

    public List<Event> events() {
        return List.copyOf(arrived);
    }

    /** Waits until nothing has arrived for so long. */
    public void awaitQuiet(Duration quiet) {
        await("quiet").atMost(Duration.ofSeconds(60)).until(() -> follower.quietFor(quiet));
    }

    /** What the book says of all that has come once nothing is missing any more, or the patience is at its end. */
    public EventLedger.Findings awaitAll(EventLedger book, Duration patience) {
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
        follower.close();
    }
}
