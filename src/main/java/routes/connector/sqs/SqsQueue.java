package routes.connector.sqs;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import routes.connector.aws.AwsCalls;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The URL and limits of a queue. Immutable and thread-safe.
 * @param mostBytes the most bytes of one message
 */
record SqsQueue(String url, int mostBytes) {

    /** The default, and at the same time the highest, limit of a queue for one message. */
    private static final int DEFAULT_MOST_BYTES = 1024 * 1024;

    /** Every queue accepts calls of this size, even if its limit for single messages is lower. */
    private static final int LEAST_CALL_BYTES = 256 * 1024;

    static CompletableFuture<SqsQueue> find(SqsAsyncClient client, String name) {
        return AwsCalls.attempt(() -> client.getQueueUrl(request -> request.queueName(name)))
                .thenCompose(answer -> client.getQueueAttributes(request -> request.queueUrl(answer.queueUrl())
                                .attributeNames(QueueAttributeName.MAXIMUM_MESSAGE_SIZE))
                        .thenApply(known -> new SqsQueue(answer.queueUrl(), mostBytes(known.attributes()))));
    }

    private static int mostBytes(Map<QueueAttributeName, String> attributes) {
        return Optional.ofNullable(attributes.get(QueueAttributeName.MAXIMUM_MESSAGE_SIZE))
                .map(Integer::valueOf)
                .orElse(DEFAULT_MOST_BYTES);
    }

    int mostBytesInCall() {
        return Math.max(mostBytes, LEAST_CALL_BYTES);
    }
}
