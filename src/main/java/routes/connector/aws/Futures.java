package routes.connector.aws;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits at shutdown until calls have completed, successfully or not. Thread-safe. */
public final class Futures {

    private Futures() {}

    public static void await(Collection<? extends CompletableFuture<?>> calls, long nanos) throws InterruptedException {
        try {
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // SQS delivers the messages again after their visibility timeout: nothing is lost.
            return;
        }
    }
}
