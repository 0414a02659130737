package routes.runtime;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Component;
import org.slf4j.Logger;
import routes.connector.HubEndpoint;
import routes.delivery.WatchedTarget;
import routes.event.Readiness;
import routes.support.StructuredLogger;
import routes.support.Throwables;

/**
 * Looks now and then whether the systems of the targets answer, so that the outage of one is seen although no event goes there.
 * One question for all targets of a connection, and none while one of them confirms events. A failure counts when a second
 * question, soon after, fails too. Thread-safe.
 */
final class ConnectionWatch {

    private static final Logger LOG = StructuredLogger.of(ConnectionWatch.class);
    private static final Duration SECOND_OPINION = Duration.ofSeconds(2);

    /** The part of the interval by which looks differ at most, so that replicas do not ask at the same moment. */
    private static final double JITTER = 0.2;

    private final Executor threads;
    private final DoubleSupplier chance;
    private final LongSupplier nanos;
    private final Map<Component, Looks> looks = new HashMap<>();

    /**
     * @param threads for the answers
     * @param chance a random number between 0 and 1
     */
    ConnectionWatch(Executor threads, DoubleSupplier chance, LongSupplier nanos) {
        this.threads = threads;
        this.chance = chance;
        this.nanos = nanos;
    }

    /** The looks at one connection. Guarded by the watch. */
    private static final class Looks {
        private long dueAt;
        private long confirmations;
        private boolean asking;
        private boolean doubtful;
    }

    /** To be called every second. Does not block. @param running the targets of all routes that run */
    synchronized void look(Stream<WatchedTarget> running) {
        Map<Component, List<WatchedTarget>> byConnection = running.filter(
                        target -> target.endpoint() instanceof HubEndpoint)
                .collect(Collectors.groupingBy(target -> endpoint(target).getComponent()));
        looks.keySet().retainAll(byConnection.keySet());
        byConnection.forEach((connection, targets) -> look(connection, targets));
    }

    private void look(Component connection, List<WatchedTarget> targets) {
        Looks mine = looks.computeIfAbsent(connection, key -> begun(targets));
        if (mine.asking || nanos.getAsLong() - mine.dueAt < 0) {
            return;
        }
        long confirmations = confirmations(targets);
        boolean delivers = confirmations != mine.confirmations;
        mine.confirmations = confirmations;
        if (delivers) {
            told(mine, targets, Readiness.ready());
            return;
        }
        mine.asking = true;
        reach(endpoint(targets.get(0)))
                .handleAsync(
                        (answer, thrown) -> {
                            answered(mine, targets, answer, thrown);
                            return answer;
                        },
                        threads)
                .exceptionally(thrown -> {
                    notAnswered(mine, targets, thrown);
                    return Readiness.ready();
                });
    }

    private static CompletableFuture<Readiness> reach(HubEndpoint endpoint) {
        try {
            return endpoint.reach();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Looks begun(List<WatchedTarget> targets) {
        Looks looks = new Looks();
        looks.confirmations = confirmations(targets);
        looks.dueAt = nextAfter(endpoint(targets.get(0)).lookInterval());
        return looks;
    }

    /** No thread took the answer, or a target could not be told of it: the connection is asked again after the interval. */
    private synchronized void notAnswered(Looks mine, List<WatchedTarget> targets, Throwable thrown) {
        mine.asking = false;
        mine.dueAt = nextAfter(endpoint(targets.get(0)).lookInterval());
        if (Throwables.find(thrown, RejectedExecutionException.class).isEmpty()) { // otherwise the hub is stopping
            tellUnexpected(thrown);
        }
    }

    private static void tellUnexpected(Throwable thrown) {
        LOG.atError().setCause(thrown).log("Unexpected error while looking whether targets answer; will look again");
    }

    private void answered(Looks mine, List<WatchedTarget> targets, Readiness answer, Throwable thrown) {
        if (thrown != null) {
            tellUnexpected(thrown);
        }
        synchronized (this) {
            mine.asking = false;
            told(mine, targets, thrown == null ? answer : Readiness.ready());
        }
    }

    private void told(Looks mine, List<WatchedTarget> targets, Readiness readiness) {
        boolean believed = readiness.isReady() || mine.doubtful;
        mine.doubtful = !readiness.isReady();
        mine.dueAt = believed
                ? nextAfter(endpoint(targets.get(0)).lookInterval())
                : nanos.getAsLong() + SECOND_OPINION.toNanos();
        if (believed) {
            targets.forEach(target -> target.looked(readiness));
        }
    }

    private long nextAfter(Duration interval) {
        double factor = 1 + JITTER * (2 * chance.getAsDouble() - 1);
        return nanos.getAsLong() + (long) (interval.toNanos() * factor);
    }

    private static long confirmations(List<WatchedTarget> targets) {
        return targets.stream().mapToLong(WatchedTarget::confirmations).sum();
    }

    private static HubEndpoint endpoint(WatchedTarget target) {
        return (HubEndpoint) target.endpoint();
    }
}
