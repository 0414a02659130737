package routes.connector.sqs;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import routes.connector.SizeLimit;
import routes.connector.aws.AwsCalls;
import routes.model.SqsTargetSpec;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The URL and limits of a queue. Immutable and thread-safe.
 * @param mostBytes the most bytes of one message
 */
record SqsQueue(String url, int mostBytes) {

    /** The highest limit of a queue for one message, and the default. */
    private static final int HIGHEST = SqsTargetSpec.MOST_BYTES;

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
                .orElse(HIGHEST);
    }

    SizeLimit sizeLimit() {
        return new SizeLimit(mostBytes, "MaximumMessageSize of the queue");
    }

    /** The limit in words, and what to do about a message of this size. */
    String sizeLimit(int size) {
        return size > HIGHEST
                ? mostBytes + "; no queue takes more than " + HIGHEST
                : mostBytes + " (MaximumMessageSize); raise it: aws sqs set-queue-attributes --queue-url " + url
                        + " --attributes MaximumMessageSize=" + HIGHEST;
    }

    int mostBytesInCall() {
        return Math.max(mostBytes, LEAST_CALL_BYTES);
    }
}
