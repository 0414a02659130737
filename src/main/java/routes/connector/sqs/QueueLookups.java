package routes.connector.sqs;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import routes.connector.aws.AwsCalls;
import routes.connector.aws.LazyAwsClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/**
 * Looks for queues, for the readiness checks of targets. Who asks for a queue that is being looked for gets the same answer: many
 * routes have one queue for their dead letters, and all of them ask when the hub starts. Thread-safe.
 */
final class QueueLookups {

    private final LazyAwsClient<SqsAsyncClient> client;
    private final Map<String, CompletableFuture<SqsQueue>> underWay = new ConcurrentHashMap<>();

    QueueLookups(LazyAwsClient<SqsAsyncClient> client) {
        this.client = client;
    }

    /** Does not block. */
    CompletableFuture<SqsQueue> ask(String queue) {
        CompletableFuture<SqsQueue> answer = new CompletableFuture<>();
        CompletableFuture<SqsQueue> earlier = underWay.putIfAbsent(queue, answer);
        if (earlier != null) {
            return earlier;
        }
        AwsCalls.attempt(() -> client.ask(sqs -> SqsQueue.find(sqs, queue))).whenComplete((found, thrown) -> {
            underWay.remove(queue, answer);
            if (thrown == null) {
                answer.complete(found);
            } else {
                answer.completeExceptionally(thrown);
            }
        });
        return answer;
    }
}
