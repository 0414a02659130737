package routes.broker.rabbitmq;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import routes.broker.BrokerProblem;

/**
 * The connections by which the sources of one cluster take. Each of the first few sources has one for itself; those that come
 * later join the one that the fewest use, so that a thousand routes do not need a thousand connections, each with a thread
 * here and more than a dozen processes at the broker. Thread-safe.
 */
final class SharedLines {

    /** As many as two or four cores can keep busy; more sources than these are seldom busy all at once. */
    static final int MOST = 8;

    private static final int FAREWELL_MILLIS = 2_000;

    private final Supplier<RabbitLine> opener;
    private final Executor threads;
    private final List<Shared> lines = new ArrayList<>();

    /**
     * @param opener throws a {@link BrokerProblem} that says why there is no connection
     * @param threads to open one on, which blocks for seconds
     */
    SharedLines(Supplier<RabbitLine> opener, Executor threads) {
        this.opener = opener;
        this.threads = threads;
    }

    /** A source's place on a connection, to be left once. */
    final class Berth {

        private final Shared shared;
        private final RabbitLine line;

        private Berth(Shared shared, RabbitLine line) {
            this.shared = shared;
            this.line = line;
        }

        RabbitLine line() {
            return line;
        }

        /**
         * The last to leave closes the connection.
         *
         * @param dubious whether the connection may be to blame for that: nobody joins it any more, and those who are well
         *     there stay
         */
        void leave(boolean dubious) {
            SharedLines.this.leave(shared, dubious);
        }
    }

    private static final class Shared {

        private final CompletableFuture<RabbitLine> opening = new CompletableFuture<>();
        private int users;
        private boolean dubious;

        boolean isOffered() {
            return !dubious
                    && !opening.isCompletedExceptionally()
                    && (!opening.isDone() || opening.join().connection().isOpen());
        }
    }

    /** Does not block. Fails with a {@link BrokerProblem} where the connection cannot be opened. */
    CompletableFuture<Berth> join() {
        Shared mine;
        boolean fresh;
        synchronized (this) {
            List<Shared> offered = lines.stream().filter(Shared::isOffered).toList();
            fresh = offered.size() < MOST;
            mine = fresh
                    ? new Shared()
                    : offered.stream()
                            .min(Comparator.comparingInt(shared -> shared.users))
                            .orElseThrow();
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
            failed(shared, new BrokerProblem("there is no thread to connect on", e));
        }
    }

    /** Those who wait for it get no berth that they could leave. */
    private void failed(Shared shared, Throwable problem) {
        synchronized (this) {
            lines.remove(shared);
        }
        shared.opening.completeExceptionally(problem);
    }

    /** After all sources: closes what one that was stopped while it connected did not come to leave. */
    void end() {
        List<Shared> left;
        synchronized (this) {
            left = List.copyOf(lines);
        }
        left.forEach(
                shared -> shared.opening.thenAccept(line -> line.connection().abort(FAREWELL_MILLIS)));
    }

    private void leave(Shared shared, boolean dubious) {
        boolean last;
        synchronized (this) {
            shared.dubious |= dubious;
            shared.users--;
            last = shared.users == 0;
            if (last) {
                lines.remove(shared);
            }
        }
        if (last) {
            shared.opening.join().connection().abort(FAREWELL_MILLIS);
        }
    }
}
