package routes.connector.sqs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import routes.connector.aws.AwsCalls;
import routes.connector.aws.AwsErrors;
import routes.connector.aws.BatchResults;
import routes.event.SendError;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

/** What a source tells SQS about the messages that it holds, ten at most in one call. Thread-safe. */
final class SqsReceipts {

    static final int MOST_IN_CALL = 10;

    private final Supplier<SqsAsyncClient> client;
    private final AwsErrors fault;
    private volatile String url = "";

    SqsReceipts(Supplier<SqsAsyncClient> client, AwsErrors fault) {
        this.client = client;
        this.fault = fault;
    }

    /** The queue's address, known before the first message is. */
    void isAt(String found) {
        url = found;
    }

    /** For each message, in their order, why SQS did not delete it. */
    CompletableFuture<List<Optional<SendError>>> delete(List<SqsReceivedEvent> passages) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>(passages.size());
        for (SqsReceivedEvent passage : passages) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(String.valueOf(entries.size()))
                    .receiptHandle(passage.receipt())
                    .build());
        }
        return AwsCalls.attempt(() -> client.get()
                .deleteMessageBatch(request -> request.queueUrl(url).entries(entries))
                .thenApply(answer -> answers(passages.size(), answer.failed())));
    }

    /** Hides these messages for so many seconds from now; with 0 another receiver can take them at once. */
    CompletableFuture<List<Optional<SendError>>> hide(List<SqsReceivedEvent> passages, int seconds) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>(passages.size());
        for (SqsReceivedEvent passage : passages) {
            entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(String.valueOf(entries.size()))
                    .receiptHandle(passage.receipt())
                    .visibilityTimeout(seconds)
                    .build());
        }
        return AwsCalls.attempt(() -> client.get()
                .changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(entries))
                .thenApply(answer -> answers(passages.size(), answer.failed())));
    }

    /** Why a whole call failed; permanent only where a message in it is not the hub's any more. */
    SendError refusal(Throwable thrown) {
        return fault.receiptRefusal(thrown);
    }

    /** Whether there is nothing more to do for a message that was answered so. */
    static boolean isOver(Optional<SendError> answer) {
        return answer.map(error -> error.kind() == SendError.Kind.PERMANENT).orElse(true);
    }

    /** What is wrong with a kind of call whose every message must be tried again; nothing where it went well for one. */
    static Optional<SendError> trouble(List<Optional<SendError>> answers) {
        return answers.stream().anyMatch(SqsReceipts::isOver) ? Optional.empty() : answers.get(0);
    }

    private List<Optional<SendError>> answers(int entries, List<BatchResultErrorEntry> failures) {
        Map<String, Optional<SendError>> answers = new HashMap<>();
        for (int at = 0; at < entries; at++) {
            answers.put(String.valueOf(at), Optional.empty());
        }
        for (BatchResultErrorEntry failed : failures) {
            answers.put(
                    failed.id(),
                    Optional.of(fault.receiptRefusal(failed.code(), failed.message(), failed.senderFault())));
        }
        return BatchResults.inOrder(entries, answers);
    }
}
