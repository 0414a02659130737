package routes.connector.sqs;

import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import routes.connector.aws.AwsCalls;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The approximate number of messages in a queue, including those in flight, as last reported by SQS. Thread-safe. */
final class SqsLag {

    private final Supplier<SqsAsyncClient> client;
    private final LongConsumer seen;

    /** @param seen receives each answer */
    SqsLag(Supplier<SqsAsyncClient> client, LongConsumer seen) {
        this.client = client;
        this.seen = seen;
    }

    /** Without permission to read the queue's attributes there is no lag; receiving does not need that permission. */
    void ask(String url) {
        AwsCalls.attempt(() -> client.get()
                        .getQueueAttributes(request -> request.queueUrl(url)
                                .attributeNames(
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)))
                .thenAccept(answer -> seen.accept(sum(answer.attributes())));
    }

    private static long sum(Map<QueueAttributeName, String> attributes) {
        return attributes.values().stream().mapToLong(Long::parseLong).sum();
    }
}
