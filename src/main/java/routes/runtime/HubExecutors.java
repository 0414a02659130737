package routes.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import routes.support.StructuredLogger;
import routes.support.Threads;

/**
 * The executors of a hub, by purpose.
 *
 * @param work runs deliveries and other tasks that may block
 * @param starting starts routes, one after another
 * @param exchanging replaces versions of routes; the old versions run until their replacement begins
 * @param recording writes to the history
 * @param timer runs scheduled tasks, which must not block
 */
record HubExecutors(
        ExecutorService work,
        ExecutorService starting,
        ExecutorService exchanging,
        ExecutorService recording,
        ScheduledExecutorService timer) {

    private static final Logger LOG = StructuredLogger.of(HubExecutors.class);

    /** The maximum number of concurrent replacements. */
    private static final int EXCHANGES = 4;

    static HubExecutors begin() {
        return new HubExecutors(
                Executors.newCachedThreadPool(Threads.named("hub-work")),
                one("hub-start"),
                Executors.newFixedThreadPool(EXCHANGES, Threads.named("hub-exchange")),
                one("hub-record"),
                Executors.newSingleThreadScheduledExecutor(Threads.named("hub-timer")));
    }

    /** An executor with at most one thread, which ends when it is idle. */
    private static ExecutorService one(String name) {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads.named(name));
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    /** Runs the task on the timer again and again, with so much time between two runs. An error does not end it. */
    void repeat(Duration delay, Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) { // the timer would never run it again
                LOG.atError().setCause(e).log("Unexpected error in a repeated task; will run it again");
            }
        };
        timer.scheduleWithFixedDelay(guarded, delay.toMillis(), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    void end() {
        List.of(timer, starting, exchanging, recording, work).forEach(ExecutorService::shutdownNow);
    }
}
