package routes.brokers;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import routes.event.Event;

/** Sends what a book writes at a steady pace, on a thread of its own; every event is confirmed by the broker. */
public final class SteadyLoad {

    private static final int PORTIONS_PER_SECOND = 20;

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile boolean enough;

    private SteadyLoad() {}

    /** The book and the probe belong to the load until it has ended. */
    public static SteadyLoad start(EventBook book, Probe probe, int events, int perSecond) {
        SteadyLoad load = new SteadyLoad();
        Thread thread = new Thread(() -> load.run(book, probe, events, perSecond), "load");
        thread.setDaemon(true);
        thread.start();
        return load;
    }

    /** Sends until {@link #end}. */
    public static SteadyLoad start(EventBook book, Probe probe, int perSecond) {
        return start(book, probe, Integer.MAX_VALUE, perSecond);
    }

    private void run(EventBook book, Probe probe, int events, int perSecond) {
        try {
            send(book, probe, events, perSecond);
            done.complete(null);
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private void send(EventBook book, Probe probe, int events, int perSecond) {
        long start = System.nanoTime();
        int most = Math.max(1, perSecond / PORTIONS_PER_SECOND);
        for (int sent = 0; sent < events && !enough; sent += most) {
            List<Event> portion = book.write(Math.min(most, events - sent));
            long due = start + TimeUnit.SECONDS.toNanos(1) * sent / perSecond;
            LockSupport.parkNanos(due - System.nanoTime());
            probe.send(portion);
        }
    }

    /** Sends nothing more, and waits until what was sent is confirmed. */
    public void end() {
        enough = true;
        awaitEnd();
    }

    /** Fails where an event was not confirmed. */
    public void awaitEnd() {
        done.orTimeout(Duration.ofSeconds(60).toMillis(), TimeUnit.MILLISECONDS).join();
    }
}
