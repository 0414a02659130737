package routes.connector.sqs;

import java.util.concurrent.CompletableFuture;
import routes.connector.aws.AwsErrors;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

/**
 * Whether the hub may do to the messages of a queue what a source has to. SQS looks at that before it looks at the receipt,
 * which is of no message, so that nothing changes at the queue.
 */
final class SqsPermissions {

    private static final String OF_NO_MESSAGE = "caravanserai-check";

    private SqsPermissions() {}

    /** Fails where it is denied, and only then: what SQS says about the receipt is no matter. */
    static CompletableFuture<?> ask(SqsAsyncClient client, String url) {
        DeleteMessageBatchRequestEntry deletion = DeleteMessageBatchRequestEntry.builder()
                .id("0")
                .receiptHandle(OF_NO_MESSAGE)
                .build();
        ChangeMessageVisibilityBatchRequestEntry hiding = ChangeMessageVisibilityBatchRequestEntry.builder()
                .id("0")
                .receiptHandle(OF_NO_MESSAGE)
                .visibilityTimeout(0)
                .build();
        return CompletableFuture.allOf(
                allowed(client.deleteMessageBatch(
                        request -> request.queueUrl(url).entries(deletion))),
                allowed(client.changeMessageVisibilityBatch(
                        request -> request.queueUrl(url).entries(hiding))));
    }

    private static CompletableFuture<?> allowed(CompletableFuture<? extends SdkResponse> call) {
        return call.handle((answer, thrown) -> thrown != null && AwsErrors.isDenied(thrown)
                        ? CompletableFuture.failedFuture(thrown)
                        : CompletableFuture.completedFuture(answer))
                .thenCompose(outcome -> outcome);
    }
}
