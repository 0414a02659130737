package routes.connector.aws;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Makes calls to AWS and returns every failure in the future, including those that the client throws at once. Thread-safe. */
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
