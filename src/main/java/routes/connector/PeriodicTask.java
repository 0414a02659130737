package routes.connector;

import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is looked after now and then, without a thread of its own: a round is made soon after it is asked for, and by the
 * time that the round before it said. Never two at once; a round sees what the one before it wrote. Thread-safe.
 */
public final class PeriodicTask {

    /** The next round is made only when it is asked for. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);
    private static final long AFTER_A_FAILURE = TimeUnit.SECONDS.toNanos(1);

    private final Executor threads;
    private final ScheduledExecutorService clock;
    private final Round round;
    private final AtomicInteger asked = new AtomicInteger();
    private Future<?> next = new FutureTask<>(() -> null);

    /** One round. It may block. */
    @FunctionalInterface
    public interface Round {

        /** @return after how many nanoseconds the next one is due, or {@link #NEVER} */
        long make();
    }

    /** @param clock is never kept waiting */
    public PeriodicTask(Executor threads, ScheduledExecutorService clock, Round round) {
        this.threads = threads;
        this.clock = clock;
        this.round = round;
    }

    /** A round begins after this call, though one may be under way. Does not block. */
    public void ask() {
        if (asked.getAndIncrement() == 0) {
            try {
                threads.execute(this::makeAll);
            } catch (RejectedExecutionException e) {
                LOG.debug("The hub has stopped: no more rounds");
            } catch (RuntimeException | Error e) {
                LOG.atError().setCause(e).log("There is no thread to work with: tried again later");
                askIn(AFTER_A_FAILURE);
                asked.set(0);
            }
        }
    }

    private void makeAll() {
        int answered;
        do {
            answered = asked.get();
            askIn(make()); // before others may begin, or it could undo the alarm that they set
        } while (!asked.compareAndSet(answered, 0));
    }

    private long make() {
        try {
            return round.make();
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("A round broke off: the next one goes on");
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
