package routes.faults;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import routes.brokers.EventBook;
import routes.brokers.Probe;
import routes.event.Event;

/**
 * Sends what a book writes at a steady pace, on a thread of its own, and does not give up: what a broker did not confirm is
 * noted in the book as doubtful, and the rest goes on by a new connection.
 */
final class StubbornLoad {

    private static final int PORTIONS_PER_SECOND = 20;
    private static final long PAUSE = Duration.ofMillis(200).toNanos();

    private final EventBook book;
    private final Supplier<Probe> connecting;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile int sent;

    private StubbornLoad(EventBook book, Supplier<Probe> connecting) {
        this.book = book;
        this.connecting = connecting;
    }

    /**
     * The book belongs to the load until it has ended.
     *
     * @param connecting a client of the source's broker; throws where that is away
     */
    static StubbornLoad start(EventBook book, Supplier<Probe> connecting, int events, int perSecond) {
        StubbornLoad load = new StubbornLoad(book, connecting);
        Thread thread = new Thread(() -> load.run(events, perSecond), "load");
        thread.setDaemon(true);
        thread.start();
        return load;
    }

    private void run(int events, int perSecond) {
        try {
            send(events, perSecond);
            done.complete(null);
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }

    private void send(int events, int perSecond) {
        long start = System.nanoTime();
        int most = Math.max(1, perSecond / PORTIONS_PER_SECOND);
        Probe probe = connected();
        while (sent < events) {
            List<Event> portion = book.write(Math.min(most, events - sent));
            LockSupport.parkNanos(start + TimeUnit.SECONDS.toNanos(1) * sent / perSecond - System.nanoTime());
            try {
                probe.send(portion);
            } catch (RuntimeException e) {
                book.doubt(portion);
                left(probe);
                probe = connected();
            }
            sent += portion.size();
        }
        left(probe);
    }

    private Probe connected() {
        while (true) {
            try {
                return connecting.get();
            } catch (RuntimeException e) {
                LockSupport.parkNanos(PAUSE);
            }
        }
    }

    private static void left(Probe probe) {
        try {
            probe.close();
        } catch (RuntimeException e) {
            // It was of no use any more.
        }
    }

    /** How many events were sent, those included that nobody confirmed. */
    int sent() {
        return sent;
    }

    void awaitEnd(Duration patience) {
        done.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
    }
}
