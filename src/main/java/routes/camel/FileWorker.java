package routes.camel;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import routes.support.ResourceExhaustion;
import routes.support.StructuredLogger;
import routes.support.Threads;

/**
 * Runs the blocking work of one file, one task after the other, so that a file that blocks does not delay other files. Uses a
 * thread only while there is work. Thread-safe.
 */
final class FileWorker {

    private static final Logger LOG = StructuredLogger.of(FileWorker.class);

    private static final Duration IDLE_THREAD_TIMEOUT = Duration.ofSeconds(5);
    private final String file;
    private final ThreadPoolExecutor thread;
    private final Object lock = new Object();
    private Optional<Thread> interruptible = Optional.empty();

    FileWorker(String file) {
        this.file = file;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                IDLE_THREAD_TIMEOUT.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                Threads.named("hub-camel-" + file));
        thread.allowCoreThreadTimeOut(true);
    }

    /** Queues the work and returns at once. */
    void execute(Runnable work) {
        thread.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                ResourceExhaustion.endIfOutOfMemory(e);
                LOG.atError()
                        .addKeyValue("file", file)
                        .setCause(e)
                        .log("Unexpected error while changing the Camel routes of a file");
            }
        });
    }

    /** Whether no work is running or queued. */
    boolean isIdle() {
        return thread.getActiveCount() == 0 && thread.getQueue().isEmpty();
    }

    /** Runs, within queued work, something that may never end unless {@link #interrupt} is called. */
    <T> T interruptibly(Supplier<T> work) {
        synchronized (lock) {
            interruptible = Optional.of(Thread.currentThread());
        }
        try {
            return work.get();
        } finally {
            synchronized (lock) {
                interruptible = Optional.empty();
                Thread.interrupted();
            }
        }
    }

    /** Interrupts work that runs in {@link #interruptibly}. Does nothing if there is none. */
    void interrupt() {
        synchronized (lock) {
            interruptible.ifPresent(Thread::interrupt);
        }
    }
}
