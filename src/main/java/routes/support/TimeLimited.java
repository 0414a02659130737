package routes.support;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runs work that may never end, such as an expression that somebody has just written, and waits for it for a limited time.
 * Thread-safe.
 */
public final class TimeLimited {

    private static final String THREAD = "hub-try";

    private TimeLimited() {}

    /** Whether work that was given up still runs in this group of threads. */
    public static boolean isRunningIn(ThreadGroup group) {
        Thread[] threads = new Thread[group.activeCount() + 1];
        int found = group.enumerate(threads);
        return Arrays.stream(threads, 0, found)
                .anyMatch(thread -> thread.getName().equals(THREAD));
    }

    /**
     * Runs the work on a new daemon thread. If the time is over, that thread is left running and its result is ignored.
     *
     * @return empty if the work takes longer than {@code timeout}
     * @throws RuntimeException what the work throws
     */
    public static <T> Optional<T> within(Duration timeout, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Threads.daemon(THREAD, () -> {
                    try {
                        result.complete(work.get());
                    } catch (RuntimeException | Error e) {
                        ResourceExhaustion.endIfOutOfMemory(e);
                        result.completeExceptionally(e);
                    }
                })
                .start();
        try {
            return Optional.of(result.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }
}
