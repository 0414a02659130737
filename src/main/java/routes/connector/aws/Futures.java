package routes.connector.aws;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for calls at the end, when what they answer no longer matters, only that they are over. */
public final class Futures {

    private Futures() {}

    public static void await(Collection<? extends CompletableFuture<?>> calls, long nanos) throws InterruptedException {
        try {
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // SQS shows the messages again when their visibility has run out: nothing is lost.
            return;
        }
    }
}
