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
import routes.connector.ConnectorException;
import routes.support.ResourceExhaustion;
import routes.support.StructuredLogger;

/**
 * The connections of all sources of one cluster. The first few sources have a connection of their own; later ones share the
 * connection with the fewest users. A thousand routes would otherwise need a thousand connections, each with a thread in the
 * hub and more than a dozen processes at the broker. Thread-safe.
 */
final class SourceConnectionPool {

    /** As many connections as two to four cores can keep busy; rarely are more sources busy at the same time. */
    static final int MOST = 8;

    private static final Logger LOG = StructuredLogger.of(SourceConnectionPool.class);
    private static final int ABORT_TIMEOUT_MILLIS = 2_000;
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(10);

    /**
     * How long no source joins a connection that another source has left because of a problem, and no further connection is
     * opened after a failed attempt.
     */
    private static final long REJOIN_PAUSE_NANOS = Duration.ofSeconds(60).toNanos();

    private final Supplier<OpenConnection> opener;
    private final Executor threads;
    private final ScheduledExecutorService clock;
    private final List<Shared> lines = new ArrayList<>();
    private long moreAt = System.nanoTime();
    private boolean watched;

    /**
     * @param opener opens a connection, or throws a {@link ConnectorException} with the reason
     * @param threads for opening connections, which can block for seconds
     * @param clock schedules the checks of open connections
     */
    SourceConnectionPool(Supplier<OpenConnection> opener, Executor threads, ScheduledExecutorService clock) {
        this.opener = opener;
        this.threads = threads;
        this.clock = clock;
    }

    /** The reason why a source leaves its connection. */
    enum Leave {
        /** The source does not need the connection any more. */
        IN_PEACE,
        /** The broker does not answer on it, or allows no more channels: no source joins it for a while; the others stay. */
        IN_DOUBT
    }

    /** The use of a connection by one source. To be left exactly once. */
    final class Lease {

        private final Shared shared;
        private final OpenConnection line;

        private Lease(Shared shared, OpenConnection line) {
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
     * Joins a connection. Does not block. The future fails with a {@link ConnectorException} if the connection cannot be opened.
     * @param alone whether to use a connection that no other source joins
     */
    CompletableFuture<Lease> join(boolean alone) {
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
        return mine.opening.thenApply(line -> new Lease(mine, line));
    }

    private void open(Shared shared) {
        try {
            threads.execute(() -> {
                try {
                    shared.opening.complete(opener.get());
                } catch (RuntimeException | Error e) {
                    ResourceExhaustion.endIfOutOfMemory(e);
                    failed(shared, e);
                }
            });
        } catch (RuntimeException | Error e) {
            failed(shared, new ConnectorException("no thread is available to open a connection", e));
        }
    }

    /** Sources that wait for this connection get the failure. */
    private void failed(Shared shared, Throwable problem) {
        synchronized (this) {
            lines.remove(shared);
            moreAt = System.nanoTime() + REJOIN_PAUSE_NANOS;
        }
        shared.opening.completeExceptionally(problem);
    }

    private void leave(Shared shared, Leave why) {
        boolean last;
        synchronized (this) {
            if (why == Leave.IN_DOUBT) {
                shared.offeredFrom = System.nanoTime() + REJOIN_PAUSE_NANOS;
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

    /** Closes without a handshake if the broker does not answer, since it might never read it. */
    private static void close(OpenConnection line, Leave why) {
        if (why == Leave.IN_DOUBT) {
            line.wire().cut();
        }
        line.connection().abort(ABORT_TIMEOUT_MILLIS);
    }

    private void watch() {
        if (!watched) {
            clock.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
            watched = true;
        }
    }

    /** Cuts connections with a blocked write: it delays all sources of the connection and cannot be ended in another way. */
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
                ResourceExhaustion.endIfOutOfMemory(e);
                LOG.atError()
                        .setCause(e)
                        .log("Unexpected error while checking a RabbitMQ connection; continuing with the others");
            }
        }
    }

    private static void cutIfStuck(CorkableFrameHandler wire) {
        if (wire.isStuckFor(LONGEST_WRITE)) {
            wire.cut();
        }
    }

    /** To be called after all sources have stopped: closes connections of sources that were stopped while they connected. */
    void end() {
        List<Shared> left;
        synchronized (this) {
            left = List.copyOf(lines);
        }
        left.forEach(shared -> shared.opening.thenAccept(line -> close(line, Leave.IN_DOUBT)));
    }
}
