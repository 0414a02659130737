package routes.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets one piece of work be done by one thread at a time, whoever asks for it: a thread is taken only while there is
 * something to do. Thread-safe; what the work writes in one turn is seen by the next.
 */
final class Turns {

    private final Executor threads;
    private final Runnable work;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean busy = new AtomicBoolean();

    Turns(Executor threads, Runnable work) {
        this.threads = threads;
        this.work = work;
    }

    /** The work will be done at least once more after this call. Does not block. */
    void ask() {
        asked.set(true);
        if (busy.compareAndSet(false, true)) {
            threads.execute(this::takeTurns);
        }
    }

    private void takeTurns() {
        do {
            try {
                while (asked.getAndSet(false)) {
                    work.run();
                }
            } finally {
                busy.set(false);
            }
        } while (asked.get() && busy.compareAndSet(false, true));
    }
}
