package routes.connector.sqs;

import java.util.concurrent.CompletableFuture;
import routes.connector.aws.AwsErrors;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

/**
 * Checks the permissions that a source needs for a queue. The calls have an invalid receipt, so that nothing changes at the
 * queue; SQS checks permissions before receipts.
 */
final class SqsPermissions {

    private static final String OF_NO_MESSAGE = "caravanserai-check";

    private SqsPermissions() {}

    /** Fails only if access is denied. Errors about the receipt are expected and ignored. */
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
