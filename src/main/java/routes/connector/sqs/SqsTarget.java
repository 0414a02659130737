package routes.connector.sqs;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import routes.connector.aws.AwsAttribute;
import routes.connector.aws.AwsBatchTarget;
import routes.connector.aws.AwsErrors;
import routes.connector.aws.AwsMessage;
import routes.connector.aws.AwsMessageStyle;
import routes.event.PendingSend;
import routes.event.SendError;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Sends to a queue. Thread-safe. */
final class SqsTarget extends AwsBatchTarget<SendMessageBatchRequestEntry> {

    private static final Duration FIND_TIMEOUT = Duration.ofSeconds(5);

    /** After a message was too large, the limit is looked up again if it is older: it may have been raised meanwhile. */
    private static final Duration LIMIT_AGE = Duration.ofSeconds(10);

    private final Supplier<SqsAsyncClient> client;
    private final String name;
    private final AwsMessageStyle style;
    private volatile Optional<SqsQueue> found = Optional.empty();
    private volatile long foundNanos;
    private volatile boolean limitIsOld;

    /** As the queue said last: it may be forgotten while calls wait. */
    private volatile int maxCallBytes;

    SqsTarget(
            Endpoint endpoint, Supplier<SqsAsyncClient> client, String name, AwsMessageStyle style, AwsErrors errors) {
        super(endpoint, errors);
        this.client = client;
        this.name = name;
        this.style = style;
    }

    @Override
    protected void send(List<PendingSend> sends) {
        SqsQueue queue;
        try {
            queue = queue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(sends, SendError.outage("the target was interrupted while it looked up the queue"));
            return;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            refuse(sends, SendError.outage(errors().refusal(e).detail()));
            return;
        }
        maxCallBytes = queue.mostBytesInCall();
        sendAll(sends, style, queue.mostBytes(), message -> {
            limitIsOld = System.nanoTime() - foundNanos > LIMIT_AGE.toNanos();
            return "too large: " + message.size() + " bytes as SQS counts them, and queue '" + name + "' takes "
                    + queue.sizeLimit(message.size());
        });
    }

    private SqsQueue queue() throws InterruptedException, ExecutionException, TimeoutException {
        if (found.isEmpty() || limitIsOld) {
            SqsQueue queue = SqsQueue.find(client.get(), name).get(FIND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            found = Optional.of(queue);
            foundNanos = System.nanoTime();
            limitIsOld = false;
            return queue;
        }
        return found.get();
    }

    private static void refuse(List<PendingSend> sends, SendError error) {
        sends.forEach(send -> send.refused(error));
    }

    @Override
    protected int maxCallBytes() {
        return maxCallBytes;
    }

    @Override
    protected CompletableFuture<Map<String, Optional<SendError>>> callWith(List<SendMessageBatchRequestEntry> entries) {
        String url = found.map(SqsQueue::url).orElse(name);
        return client.get()
                .sendMessageBatch(request -> request.queueUrl(url).entries(entries))
                .whenComplete((answer, thrown) -> forgetIfMissing(thrown))
                .thenApply(this::answers);
    }

    @Override
    protected CompletableFuture<Void> lookUp() {
        return SqsQueue.find(client.get(), name).thenAccept(queue -> found = Optional.of(queue));
    }

    /** Looks up the queue again: after it has been deleted and created again, it may have another URL or other limits. */
    private void forgetIfMissing(Throwable thrown) {
        if (thrown != null && AwsErrors.isMissing(thrown)) {
            found = Optional.empty();
        }
    }

    private Map<String, Optional<SendError>> answers(SendMessageBatchResponse answer) {
        Map<String, Optional<SendError>> answers = new HashMap<>();
        answer.successful().forEach(sent -> answers.put(sent.id(), Optional.empty()));
        for (BatchResultErrorEntry failed : answer.failed()) {
            answers.put(
                    failed.id(), Optional.of(errors().refusal(failed.code(), failed.message(), failed.senderFault())));
        }
        return answers;
    }

    @Override
    protected SendMessageBatchRequestEntry entry(String id, AwsMessage message) {
        return entryOf(id, message);
    }

    static SendMessageBatchRequestEntry entryOf(String id, AwsMessage message) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        message.attributes().forEach((name, attribute) -> attributes.put(name, value(attribute)));
        SendMessageBatchRequestEntry.Builder entry = SendMessageBatchRequestEntry.builder()
                .id(id)
                .messageBody(message.body())
                .messageAttributes(attributes);
        message.fifo()
                .ifPresent(fifo -> entry.messageGroupId(fifo.group()).messageDeduplicationId(fifo.deduplicationId()));
        return entry.build();
    }

    private static MessageAttributeValue value(AwsAttribute attribute) {
        MessageAttributeValue.Builder value = MessageAttributeValue.builder().dataType(attribute.type());
        if (attribute.isBinary()) {
            value.binaryValue(SdkBytes.fromByteArrayUnsafe(attribute.value().array()));
        } else {
            value.stringValue(attribute.value().toString());
        }
        return value.build();
    }
}
