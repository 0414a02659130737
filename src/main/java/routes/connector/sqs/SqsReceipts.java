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

/** Deletes received messages and changes their visibility timeout, at most ten in one call. Thread-safe. */
final class SqsReceipts {

    static final int MOST_IN_CALL = 10;

    private final Supplier<SqsAsyncClient> client;
    private final AwsErrors errors;
    private volatile String url = "";

    SqsReceipts(Supplier<SqsAsyncClient> client, AwsErrors errors) {
        this.client = client;
        this.errors = errors;
    }

    /** Sets the URL of the queue. To be called before the first message is received. */
    void isAt(String found) {
        url = found;
    }

    /** Deletes these messages. The result has the error of each message, in order; empty if it was deleted. */
    CompletableFuture<List<Optional<SendError>>> delete(List<SqsReceivedEvent> events) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>(events.size());
        for (SqsReceivedEvent received : events) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(String.valueOf(entries.size()))
                    .receiptHandle(received.receipt())
                    .build());
        }
        return AwsCalls.attempt(() -> client.get()
                .deleteMessageBatch(request -> request.queueUrl(url).entries(entries))
                .thenApply(answer -> answers(events.size(), answer.failed())));
    }

    /** Hides these messages for this number of seconds from now on; with 0 other receivers can receive them at once. */
    CompletableFuture<List<Optional<SendError>>> hide(List<SqsReceivedEvent> events, int seconds) {
        List<ChangeMessageVisibilityBatchRequestEntry> entries = new ArrayList<>(events.size());
        for (SqsReceivedEvent received : events) {
            entries.add(ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(String.valueOf(entries.size()))
                    .receiptHandle(received.receipt())
                    .visibilityTimeout(seconds)
                    .build());
        }
        return AwsCalls.attempt(() -> client.get()
                .changeMessageVisibilityBatch(request -> request.queueUrl(url).entries(entries))
                .thenApply(answer -> answers(events.size(), answer.failed())));
    }

    /** The error of a whole call; permanent only if the hub does not hold a message in it any more. */
    SendError refusal(Throwable thrown) {
        return errors.receiptRefusal(thrown);
    }

    /** Whether nothing remains to be done for a message with this result. */
    static boolean isOver(Optional<SendError> answer) {
        return answer.map(error -> error.kind() == SendError.Kind.PERMANENT).orElse(true);
    }

    /** The problem of a kind of call if every message must be retried; empty if at least one succeeded. */
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
                    Optional.of(errors.receiptRefusal(failed.code(), failed.message(), failed.senderFault())));
        }
        return BatchResults.inOrder(entries, answers);
    }
}
