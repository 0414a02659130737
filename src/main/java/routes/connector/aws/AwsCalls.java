package routes.connector.aws;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Calls to AWS whose every failure comes in their future: a closed client throws at once. */
public final class AwsCalls {

    private AwsCalls() {}

    public static <T> CompletableFuture<T> attempt(Supplier<CompletableFuture<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
