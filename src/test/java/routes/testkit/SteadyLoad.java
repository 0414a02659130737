package routes.testkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import routes.event.Event;

/** Sends what a book writes at a steady pace, on a thread of its own, until {@link #end} or so many events. Thread-safe. */
public final class SteadyLoad {

    private static final int PORTIONS_PER_SECOND = 20;
    private static final long LOOK_AGAIN = Duration.ofMillis(20).toNanos();

    private final EventLedger book;
    private final int events;
    private final int perSecond;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile int sent;
    private volatile boolean held;
    private volatile boolean resting;
    private volatile boolean enough;

    private SteadyLoad(EventLedger book, int events, int perSecond) {
        this.book = book;
        this.events = events;
        this.perSecond = perSecond;
    }

    /** Gives up where an event is not confirmed. The book and the probe belong to the load until it has ended. */
    public static SteadyLoad start(EventLedger book, Probe probe, int events, int perSecond) {
        SteadyLoad load = new SteadyLoad(book, events, perSecond);
        load.begin(portion -> {
            probe.send(portion);
            return true;
        });
        return load;
    }

    /** As {@link #start(EventLedger, Probe, int, int)}, without an end of its own. */
    public static SteadyLoad start(EventLedger book, Probe probe, int perSecond) {
        return start(book, probe, Integer.MAX_VALUE, perSecond);
    }

    /**
     * Does not give up: what the broker did not confirm is doubtful in the book, and the rest goes on by a new connection.
     *
     * @param connecting a client of the source's broker; throws where that is away
     */
    public static SteadyLoad stubborn(EventLedger book, Supplier<Probe> connecting, int events, int perSecond) {
        SteadyLoad load = new SteadyLoad(book, events, perSecond);
        ReconnectingProbe probe = new ReconnectingProbe(connecting, () -> !load.enough);
        load.begin(probe::send);
        load.done.whenComplete((nothing, thrown) -> probe.close());
        return load;
    }

    private void begin(Predicate<List<Event>> sending) {
        Thread thread = new Thread(() -> run(sending), "load");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Predicate<List<Event>> sending) {
        try {
            send(sending);
            done.complete(null);
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }

    /** What was not sent while it was held is not made up for. */
    private void send(Predicate<List<Event>> sending) {
        long due = System.nanoTime();
        int most = Math.max(1, perSecond / PORTIONS_PER_SECOND);
        while (sent < events && !enough) {
            resting = held;
            if (resting) {
                LockSupport.parkNanos(LOOK_AGAIN);
                due = System.nanoTime();
                continue;
            }
            List<Event> portion = book.write(Math.min(most, events - sent));
            LockSupport.parkNanos(due - System.nanoTime());
            if (!sending.test(portion)) {
                book.doubt(portion);
            }
            sent += portion.size();
            due += TimeUnit.SECONDS.toNanos(1) * portion.size() / perSecond;
        }
    }

    /** How many events were sent, those included that nobody confirmed. */
    public int sent() {
        return sent;
    }

    /** Sends nothing more for now; returns when all that was sent is confirmed or doubtful. */
    public void hold() {
        held = true;
        while (!resting && !done.isDone()) {
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }

    public void goOn() {
        held = false;
    }

    /** Sends nothing more, and waits until what was sent is confirmed. */
    public void end(Duration patience) {
        enough = true;
        awaitEnd(patience);
    }

    /** Fails where an event was not confirmed that had to be. */
    public void awaitEnd(Duration patience) {
        done.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    }
}
