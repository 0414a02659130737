package routes.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one piece of work be done by one thread at a time, whoever asks for it: a thread is taken only while there is
 * something to do. Work that throws is asked for again, so that what is left of it is done; where no thread can be had it is
 * asked for again later. Thread-safe; what the work writes in one turn is seen by the next.
 */
final class Turns {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    private static final long MILLIS_WITHOUT_A_THREAD = 500;

    private final Executor threads;
    private final ScheduledExecutorService timer;
    private final Runnable work;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean busy = new AtomicBoolean();

    Turns(Executor threads, ScheduledExecutorService timer, Runnable work) {
        this.threads = threads;
        this.timer = timer;
        this.work = work;
    }

    /** The work will be done at least once more after this call. Does not block. */
    void ask() {
        asked.set(true);
        if (busy.compareAndSet(false, true)) {
            try {
                threads.execute(this::takeTurns);
            } catch (RejectedExecutionException e) {
                busy.set(false);
                LOG.debug("The hub has stopped: no more turns");
            } catch (RuntimeException | Error e) {
                busy.set(false);
                LOG.atError().setCause(e).log("There is no thread to work with: tried again later");
                later();
            }
        }
    }

    private void later() {
        try {
            timer.schedule(this::ask, MILLIS_WITHOUT_A_THREAD, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The hub has stopped: no more turns");
        }
    }

    private void takeTurn() {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("A turn broke off: what is left goes on in the next");
            asked.set(true);
        }
    }

    private void takeTurns() {
        do {
            try {
                while (asked.getAndSet(false)) {
                    takeTurn();
                }
            } finally {
                busy.set(false);
            }
        } while (asked.get() && busy.compareAndSet(false, true));
    }
}
