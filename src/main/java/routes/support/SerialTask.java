package routes.support;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;

/**
 * Runs one task on at most one thread at a time, no matter how many workers request it. The part of the task that never
 * blocks runs on the requesting thread; a worker thread is used only for the part that may block.
 *
 * <p>If the task throws, it runs again, so that the remaining work is done. If no worker thread is available, it runs again
 * after a pause.
 *
 * <p>Thread-safe. What the task writes in one run is visible to the next run.
 */
public final class SerialTask {

    private static final Logger LOG = StructuredLogger.of(SerialTask.class);

    private static final Duration NO_THREAD_RETRY_INTERVAL = Duration.ofMillis(500);

    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final BooleanSupplier quick;
    private final Runnable slow;
    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicBoolean running = new AtomicBoolean();

    /**
     * @param quick runs every time and must not block; returns whether work remains that needs {@code slow}
     * @param slow does part of that work and may block; afterwards the task runs again
     */
    public SerialTask(Executor workers, ScheduledExecutorService timer, BooleanSupplier quick, Runnable slow) {
        this.workers = workers;
        this.timer = timer;
        this.quick = quick;
        this.slow = slow;
    }

    /** Requests a run: at least one more run starts after this call, possibly on the calling thread. Does not block. */
    public void run() {
        requested.set(true);
        if (running.compareAndSet(false, true)) {
            runWhileRequested(false);
        }
    }

    private void runWhileRequested(boolean mayBlock) {
        boolean takenOver = false;
        do {
            try {
                while (!takenOver && requested.getAndSet(false)) {
                    takenOver = runOnce(mayBlock);
                }
            } finally {
                if (!takenOver) {
                    running.set(false);
                }
            }
        } while (!takenOver && requested.get() && running.compareAndSet(false, true));
    }

    /** Returns whether another thread has taken over from this one. */
    private boolean runOnce(boolean mayBlock) {
        try {
            if (quick.getAsBoolean()) {
                requested.set(true);
                if (!mayBlock) {
                    return useWorkerThread();
                }
                slow.run();
            }
        } catch (RuntimeException | Error e) {
            ResourceExhaustion.endIfOutOfMemory(e);
            LOG.atError().setCause(e).log("Unexpected error in a task; running it again to finish the remaining work");
            requested.set(true);
        }
        return false;
    }

    private boolean useWorkerThread() {
        try {
            workers.execute(() -> runWhileRequested(true));
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("The hub is stopping; the task does not run again");
        } catch (RuntimeException | Error e) {
            ResourceExhaustion.endIfOutOfMemory(e);
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("retryInterval", NO_THREAD_RETRY_INTERVAL)
                    .log("No worker thread available; will retry");
            retryLater();
        }
        requested.set(false);
        return false;
    }

    private void retryLater() {
        try {
            timer.schedule(this::run, NO_THREAD_RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The hub is stopping; the task does not run again");
        }
    }
}
