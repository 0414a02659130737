package routes.connector.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import routes.connector.aws.LazyAwsClient;
import routes.model.AwsConnection;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class QueueLookupsTest {

    private final CompletableFuture<GetQueueUrlResponse> url = new CompletableFuture<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final LazyAwsClient<SqsAsyncClient> client = new LazyAwsClient<>(
            "scripted",
            new AwsConnection("eu-west-1", Optional.empty(), Optional.empty(), Optional.empty()),
            (settings, http) -> new Scripted());
    private final QueueLookups lookups = new QueueLookups(client);

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void looksOnceForAQueueThatManyRoutesAskForAtTheSameTime() {
        List<CompletableFuture<SqsQueue>> answers =
                IntStream.range(0, 100).mapToObj(i -> lookups.ask("dead")).toList();
        // when
        url.complete(
                GetQueueUrlResponse.builder().queueUrl("http://queues/dead").build());
        // then
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join()).isEqualTo(new SqsQueue("http://queues/dead", 1_000)));
        assertThat(asked).hasValue(1);
    }

    @Test
    void looksAgainOnceALookupHasFailed() {
        CompletableFuture<SqsQueue> first = lookups.ask("dead");
        url.completeExceptionally(new IllegalStateException("not now"));
        await().until(first::isCompletedExceptionally);
        // when
        CompletableFuture<SqsQueue> second = lookups.ask("dead");
        // then
        await().until(second::isCompletedExceptionally);
        assertThat(asked).hasValue(2);
    }

    private final class Scripted implements SqsAsyncClient {

        @Override
        public CompletableFuture<GetQueueUrlResponse> getQueueUrl(GetQueueUrlRequest request) {
            asked.incrementAndGet();
            return url;
        }

        @Override
        public CompletableFuture<GetQueueAttributesResponse> getQueueAttributes(GetQueueAttributesRequest request) {
            return CompletableFuture.completedFuture(GetQueueAttributesResponse.builder()
                    .attributes(Map.of(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, "1000"))
                    .build());
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // It has nothing open.
        }
    }
}
