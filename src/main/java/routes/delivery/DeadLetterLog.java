package routes.delivery;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;
import routes.event.Failure;
import routes.event.ReceivedEvent;
import routes.model.DeadLetterReason;
import routes.support.StructuredLogger;

/**
 * Logs the dead letters of a route: the first of each reason at once, and then, at most once a minute, how many there were since.
 * Thread-safe.
 */
final class DeadLetterLog {

    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Logger LOG = StructuredLogger.of(DeadLetterLog.class);

    private final String route;
    private final ScheduledExecutorService timer;

    /** By the reason, from its first dead letter until a minute without any. Guarded by this. */
    private final Map<DeadLetterReason, Since> sums = new EnumMap<>(DeadLetterReason.class);

    private boolean closed;

    /** The dead letters since the last line, and the last of them. */
    private record Since(long count, Failure failure, String position) {}

    DeadLetterLog(String route, ScheduledExecutorService timer) {
        this.route = route;
        this.timer = timer;
    }

    synchronized void add(ReceivedEvent received, Failure failure) {
        Since before = sums.get(failure.reason());
        if (before == null || closed) {
            line(failure, received.position())
                    .addKeyValue("detail", failure.detail())
                    .addKeyValue("traceId", received.traceId())
                    .log("Event is a dead letter");
            sums.put(failure.reason(), new Since(0, failure, received.position()));
            later(failure.reason());
        } else {
            sums.put(failure.reason(), new Since(before.count() + 1, failure, received.position()));
        }
    }

    private void later(DeadLetterReason reason) {
        try {
            timer.schedule(() -> tell(reason), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            close(); // the hub stops: each further one has a line of its own
        }
    }

    private synchronized void tell(DeadLetterReason reason) {
        Since since = sums.remove(reason);
        if (since != null && since.count() > 0) {
            sum(since);
            sums.put(reason, new Since(0, since.failure(), since.position()));
            later(reason);
        }
    }

    private void sum(Since since) {
        line(since.failure(), since.position())
                .addKeyValue("count", since.count())
                .log("More events are dead letters");
    }

    private LoggingEventBuilder line(Failure failure, String position) {
        return LOG.atInfo()
                .addKeyValue("route", route)
                .addKeyValue("reason", failure.reason())
                .addKeyValue("at", failure.at())
                .addKeyValue("position", position);
    }

    /** Logs what was counted and not yet logged. A dead letter after that is logged at once. */
    synchronized void close() {
        closed = true;
        sums.values().stream().filter(since -> since.count() > 0).forEach(this::sum);
        sums.clear();
    }
}
