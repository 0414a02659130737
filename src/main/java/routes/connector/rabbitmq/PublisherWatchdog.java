package routes.connector.rabbitmq;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import routes.support.ResourceExhaustion;
import routes.support.StructuredLogger;
import routes.support.Threads;

/** Checks all open publishers several times a second, with one thread. Thread-safe. */
final class PublisherWatchdog {

    private static final Logger LOG = StructuredLogger.of(PublisherWatchdog.class);
    private static final int MILLIS = 100;

    private final Set<ConfirmingPublisher> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, Threads.named("hub-rabbitmq-watch"));
    private final AtomicBoolean begun = new AtomicBoolean();

    /** Watches a publisher until it is lost. */
    void over(ConfirmingPublisher publisher) {
        open.add(publisher);
        if (begun.compareAndSet(false, true)) {
            try {
                clock.scheduleWithFixedDelay(this::look, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
            } catch (RuntimeException | Error e) {
                begun.set(false);
                throw e;
            }
        }
    }

    void end() {
        clock.shutdownNow();
    }

    private void look() {
        open.removeIf(publisher -> !publisher.isOpen());
        open.forEach(publisher -> {
            try {
                publisher.watch();
            } catch (RuntimeException | Error e) {
                ResourceExhaustion.endIfOutOfMemory(e);
                LOG.atError()
                        .setCause(e)
                        .log("Unexpected error while checking a RabbitMQ publisher; continuing with the others");
            }
        });
    }
}
