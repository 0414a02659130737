package routes.support;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits for what may never end, such as an expression that somebody has just written, for a while and no longer. */
public final class TimeLimited {

    private TimeLimited() {}

    /**
     * On a thread of its own, which is left alone where it takes longer.
     *
     * @return empty where it takes longer
     */
    public static <T> Optional<T> within(Duration longest, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Threads.daemon("hub-try", () -> {
                    try {
                        result.complete(work.get());
                    } catch (RuntimeException | Error e) {
                        result.completeExceptionally(e);
                    }
                })
                .start();
        try {
            return Optional.of(result.get(longest.toMillis(), TimeUnit.MILLISECONDS));
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
