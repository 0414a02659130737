package routes.connector.rabbitmq;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.connector.ConnectorException;

/**
 * The connections by which the sources of one cluster take. Each of the first few sources has one for itself; those that come
 * later join the one that the fewest use, so that a thousand routes do not need a thousand connections, each with a thread
 * here and more than a dozen processes at the broker. Thread-safe.
 */
final class SourceConnectionPool {

    /** As many as two or four cores can keep busy; more sources than these are seldom busy all at once. */
    static final int MOST = 8;

    private static final Logger LOG = LoggerFactory.getLogger(SourceConnectionPool.class);
    private static final int FAREWELL_MILLIS = 2_000;
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(10);

    /** How long nobody joins a connection that somebody had reason to leave, or asks for one more where that was in vain. */
    private static final long REST = Duration.ofSeconds(60).toNanos();

    private final Supplier<OpenConnection> opener;
    private final Executor threads;
    private final ScheduledExecutorService clock;
    private final List<Shared> lines = new ArrayList<>();
    private long moreAt = System.nanoTime();
    private boolean watched;

    /**
     * @param opener throws a {@link ConnectorException} that says why there is no connection
     * @param threads to open one on, which blocks for seconds
     * @param clock to look after those that are open
     */
    SourceConnectionPool(Supplier<OpenConnection> opener, Executor threads, ScheduledExecutorService clock) {
        this.opener = opener;
        this.threads = threads;
        this.clock = clock;
    }

    /** Why a source leaves its connection. */
    enum Leave {
        /** It needs it no more. */
        IN_PEACE,
        /** The broker is silent there, or allows nothing more: nobody joins it for a while, and those who are well there stay. */
        IN_DOUBT
    }

    /** A source's place on a connection, to be left once. */
    final class Berth {

        private final Shared shared;
        private final OpenConnection line;

        private Berth(Shared shared, OpenConnection line) {
            this.shared = shared;
            this.line = line;
        }

        OpenConnection line() {
            return line;
        }

        /** The last to leave closes the connection. */
        void leave(Leave why) {
            SourceConnectionPool.this.leave(shared, why);
        }
    }

    private static final class Shared {

        private final CompletableFuture<OpenConnection> opening = new CompletableFuture<>();
        private final boolean alone;
        private int users;
        private long offeredFrom = System.nanoTime();

        Shared(boolean alone) {
            this.alone = alone;
        }

        boolean isOffered(long now) {
            return !alone
                    && now - offeredFrom >= 0
                    && !opening.isCompletedExceptionally()
                    && (!opening.isDone() || opening.join().connection().isOpen());
        }
    }

    /**
     * Does not block. Fails with a {@link ConnectorException} where the connection cannot be opened.
     *
     * @param alone whether on a connection that nobody else joins
     */
    CompletableFuture<Berth> join(boolean alone) {
        Shared mine;
        boolean fresh;
        synchronized (this) {
            long now = System.nanoTime();
            List<Shared> offered =
                    lines.stream().filter(shared -> shared.isOffered(now)).toList();
            fresh = alone || offered.isEmpty() || offered.size() < MOST && now - moreAt >= 0;
            mine = fresh
                    ? new Shared(alone)
                    : offered.stream()
                            .min(Comparator.comparingInt(shared -> shared.users))
                            .orElseThrow();
            watch();
            mine.users++;
            if (fresh) {
                lines.add(mine);
            }
        }
        if (fresh) {
            open(mine);
        }
        return mine.opening.thenApply(line -> new Berth(mine, line));
    }

    private void open(Shared shared) {
        try {
            threads.execute(() -> {
                try {
                    shared.opening.complete(opener.get());
                } catch (RuntimeException | Error e) {
                    failed(shared, e);
                }
            });
        } catch (RuntimeException | Error e) {
            failed(shared, new ConnectorException("there is no thread to connect on", e));
        }
    }

    /** Those who wait for it get no berth that they could leave. */
    private void failed(Shared shared, Throwable problem) {
        synchronized (this) {
            lines.remove(shared);
            moreAt = System.nanoTime() + REST;
        }
        shared.opening.completeExceptionally(problem);
    }

    private void leave(Shared shared, Leave why) {
        boolean last;
        synchronized (this) {
            if (why == Leave.IN_DOUBT) {
                shared.offeredFrom = System.nanoTime() + REST;
            }
            shared.users--;
            last = shared.users == 0;
            if (last) {
                lines.remove(shared);
            }
        }
        if (last) {
            close(shared.opening.join(), why);
        }
    }

    /** A broker that is silent is told no farewell, which it might never read. */
    private static void close(OpenConnection line, Leave why) {
        if (why == Leave.IN_DOUBT) {
            line.wire().cut();
        }
        line.connection().abort(FAREWELL_MILLIS);
    }

    private void watch() {
        if (!watched) {
            clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
            watched = true;
        }
    }

    /** Whoever writes to a broker that reads nothing holds all others up, and can be woken by nothing else. */
    private void look() {
        List<Shared> all;
        synchronized (this) {
            all = List.copyOf(lines);
        }
        for (Shared shared : all) {
            try {
                if (shared.opening.isDone() && !shared.opening.isCompletedExceptionally()) {
                    cutIfStuck(shared.opening.join().wire());
                }
            } catch (RuntimeException | Error e) {
                LOG.atError().setCause(e).log("A look at a connection broke off; the others are looked at");
            }
        }
    }

    private static void cutIfStuck(CorkableFrameHandler wire) {
        if (wire.isStuckFor(LONGEST_WRITE)) {
            wire.cut();
        }
    }

    /** After all sources: closes what one that was stopped while it connected did not come to leave. */
    void end() {
        List<Shared> left;
        synchronized (this) {
            left = List.copyOf(lines);
        }
        left.forEach(shared -> shared.opening.thenAccept(line -> close(line, Leave.IN_DOUBT)));
    }
}
