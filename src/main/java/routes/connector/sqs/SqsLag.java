package routes.connector.sqs;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import routes.connector.aws.AwsCalls;
import routes.event.SourceLag;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The approximate number of messages in a queue, including those in flight, as last reported by SQS. Thread-safe. */
final class SqsLag {

    private final Supplier<SqsAsyncClient> client;
    private final Consumer<Optional<SourceLag>> seen;

    /** @param seen receives each answer; empty where there is none */
    SqsLag(Supplier<SqsAsyncClient> client, Consumer<Optional<SourceLag>> seen) {
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
                .whenComplete((answer, thrown) -> seen.accept(
                        thrown == null ? Optional.of(new SourceLag(sum(answer.attributes()), 0)) : Optional.empty()));
    }

    private static long sum(Map<QueueAttributeName, String> attributes) {
        return attributes.values().stream().mapToLong(Long::parseLong).sum();
    }
}
