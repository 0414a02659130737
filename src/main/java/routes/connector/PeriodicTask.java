package routes.connector;

import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import routes.support.ResourceExhaustion;
import routes.support.StructuredLogger;

/**
 * Runs a task repeatedly without a thread of its own: soon after a request, and otherwise when the previous run said that the
 * next one is due. Runs never overlap; a run sees everything that the previous run wrote. Thread-safe.
 */
public final class PeriodicTask {

    /** The next run starts only on request. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final Logger LOG = StructuredLogger.of(PeriodicTask.class);
    private static final long AFTER_A_FAILURE = TimeUnit.SECONDS.toNanos(1);

    private final Executor threads;
    private final ScheduledExecutorService clock;
    private final Round round;
    private final AtomicInteger asked = new AtomicInteger();
    private Future<?> next = new FutureTask<>(() -> null);

    /** One run of the task, which may block. */
    @FunctionalInterface
    public interface Round {

        /** @return the nanoseconds until the next run is due, or {@link #NEVER} */
        long make();
    }

    /** @param clock schedules runs; the task never blocks its thread */
    public PeriodicTask(Executor threads, ScheduledExecutorService clock, Round round) {
        this.threads = threads;
        this.clock = clock;
        this.round = round;
    }

    /** Requests a run, which starts after this call even if another one is under way. Does not block. */
    public void ask() {
        if (asked.getAndIncrement() == 0) {
            try {
                threads.execute(this::makeAll);
            } catch (RejectedExecutionException e) {
                LOG.debug("The hub has stopped: no more rounds");
            } catch (RuntimeException | Error e) {
                ResourceExhaustion.endIfOutOfMemory(e);
                LOG.atError().setCause(e).log("No worker thread available; will retry");
                askIn(AFTER_A_FAILURE);
                asked.set(0);
            }
        }
    }

    private void makeAll() {
        int answered;
        do {
            answered = asked.get();
            askIn(make()); // before another run may start, whose timer this would replace
        } while (!asked.compareAndSet(answered, 0));
    }

    private long make() {
        try {
            return round.make();
        } catch (RuntimeException | Error e) {
            ResourceExhaustion.endIfOutOfMemory(e);
            LOG.atError().setCause(e).log("Unexpected error in a periodic task; the next run continues");
            return AFTER_A_FAILURE;
        }
    }

    private synchronized void askIn(long nanos) {
        next.cancel(false);
        if (nanos == NEVER) {
            return;
        }
        try {
            next = clock.schedule(this::ask, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The hub has stopped: no more rounds");
        }
    }
}
