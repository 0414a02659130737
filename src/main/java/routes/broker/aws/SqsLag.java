package routes.broker.aws;

import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** How many messages a queue still has, those on their way included, as SQS last said; roughly. Thread-safe. */
final class SqsLag {

    private final Supplier<SqsAsyncClient> client;
    private volatile OptionalLong last = OptionalLong.empty();

    SqsLag(Supplier<SqsAsyncClient> client) {
        this.client = client;
    }

    OptionalLong last() {
        return last;
    }

    /** Whoever must not read the queue's attributes sees no lag; taking events does not need them. */
    void ask(String url) {
        AwsCalls.attempt(() -> client.get()
                        .getQueueAttributes(request -> request.queueUrl(url)
                                .attributeNames(
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)))
                .thenAccept(answer -> last = OptionalLong.of(sum(answer.attributes())));
    }

    private static long sum(Map<QueueAttributeName, String> attributes) {
        return attributes.values().stream().mapToLong(Long::parseLong).sum();
    }
}
