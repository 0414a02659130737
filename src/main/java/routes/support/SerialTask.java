package routes.support;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one piece of work be done by one thread at a time, whoever asks for it. What of it never blocks is done at once by
 * whoever asks; a thread is taken only for what may block. Work that throws is asked for again, so that what is left of it is
 * done; where no thread can be had it is asked for again later. Thread-safe; what the work writes in one turn is seen by the
 * next.
 */
public final class SerialTask {

    private static final Logger LOG = LoggerFactory.getLogger(SerialTask.class);

    private static final long MILLIS_WITHOUT_A_THREAD = 500;

    private final Executor threads;
    private final ScheduledExecutorService timer;
    private final BooleanSupplier quick;
    private final Runnable slow;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean busy = new AtomicBoolean();

    /**
     * @param quick done in every turn, must not block; says whether there is more to do, for which it is not enough
     * @param slow does some of that, and may block; the next turn follows
     */
    public SerialTask(Executor threads, ScheduledExecutorService timer, BooleanSupplier quick, Runnable slow) {
        this.threads = threads;
        this.timer = timer;
        this.quick = quick;
        this.slow = slow;
    }

    /** At least one more turn will be taken after this call, perhaps by the caller. Does not block. */
    public void run() {
        asked.set(true);
        if (busy.compareAndSet(false, true)) {
            takeTurns(false);
        }
    }

    private void takeTurns(boolean mayBlock) {
        boolean handedOn = false;
        do {
            try {
                while (!handedOn && asked.getAndSet(false)) {
                    handedOn = turn(mayBlock);
                }
            } finally {
                if (!handedOn) {
                    busy.set(false);
                }
            }
        } while (!handedOn && asked.get() && busy.compareAndSet(false, true));
    }

    /** Whether another thread goes on in place of this one. */
    private boolean turn(boolean mayBlock) {
        try {
            if (quick.getAsBoolean()) {
                asked.set(true);
                if (!mayBlock) {
                    return handOn();
                }
                slow.run();
            }
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("A turn broke off: what is left goes on in the next");
            asked.set(true);
        }
        return false;
    }

    private boolean handOn() {
        try {
            threads.execute(() -> takeTurns(true));
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("The hub has stopped: no more turns");
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("There is no thread to work with: tried again later");
            later();
        }
        asked.set(false);
        return false;
    }

    private void later() {
        try {
            timer.schedule(this::run, MILLIS_WITHOUT_A_THREAD, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The hub has stopped: no more turns");
        }
    }
}
