package routes.camel;

import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does for one file whatever may have to wait, one thing after the other, so that a file that blocks holds up no other. Has a thread
 * while there is something to do. Thread-safe.
 */
final class FileWorker {

    private static final Logger LOG = LoggerFactory.getLogger(FileWorker.class);

    private final String file;
    private final ThreadPoolExecutor thread;
    private final Object turn = new Object();
    private Optional<Thread> trying = Optional.empty();

    FileWorker(String file) {
        this.file = file;
        this.thread = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread made = new Thread(work, "hub-guest-" + file);
            made.setDaemon(true);
            return made;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    /** Does not wait. */
    void execute(Runnable work) {
        thread.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                LOG.atError().addKeyValue("file", file).setCause(e).log("A file of Camel routes could not be served");
            }
        });
    }

    /** Whether nothing is executed, or waits for it. */
    boolean isIdle() {
        return thread.getActiveCount() == 0 && thread.getQueue().isEmpty();
    }

    /** As a part of what is executed: something that may never end unless it is {@link #interrupt interrupted}. */
    <T> T tried(Supplier<T> work) {
        synchronized (turn) {
            trying = Optional.of(Thread.currentThread());
        }
        try {
            return work.get();
        } finally {
            synchronized (turn) {
                trying = Optional.empty();
                Thread.interrupted();
            }
        }
    }

    /** What is just tried is to end; nothing happens where nothing is. */
    void interrupt() {
        synchronized (turn) {
            trying.ifPresent(Thread::interrupt);
        }
    }
}
