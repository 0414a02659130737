package routes.connector.sqs;

import java.util.ArrayList;
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
import routes.connector.TargetProducer;
import routes.connector.aws.AwsAttribute;
import routes.connector.aws.AwsErrors;
import routes.connector.aws.AwsMessage;
import routes.connector.aws.AwsMessageCodec;
import routes.connector.aws.BatchResults;
import routes.connector.aws.BatchSender;
import routes.event.PendingSend;
import routes.event.SendError;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Delivers events to an SQS queue. Thread-safe. */
final class SqsTarget extends TargetProducer {

    private static final int FIND_SECONDS = 5;

    private final Supplier<SqsAsyncClient> client;
    private final String name;
    private final AwsErrors fault;
    private final BatchSender dispatch;
    private volatile Optional<SqsQueue> found = Optional.empty();

    SqsTarget(Endpoint endpoint, Supplier<SqsAsyncClient> client, String name, AwsErrors fault) {
        super(endpoint);
        this.client = client;
        this.name = name;
        this.fault = fault;
        this.dispatch = new BatchSender(this::call, fault);
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
            SendError error = fault.refusal(e);
            refuse(sends, SendError.outage(error.detail()));
            return;
        }
        Optional<String> fifo = Optional.of(name).filter(place -> place.endsWith(".fifo"));
        List<BatchSender.Sending> sendings = new ArrayList<>(sends.size());
        for (PendingSend send : sends) {
            AwsMessage letter = AwsMessageCodec.letter(send.message(), fifo);
            if (letter.size() > queue.mostBytes()) {
                send.refused(SendError.permanent("too large: " + letter.size() + " bytes as SQS counts them; queue '"
                        + name + "' accepts at most " + queue.mostBytes()));
            } else {
                sendings.add(new BatchSender.Sending(send, letter));
            }
        }
        dispatch.send(sendings, queue.mostBytesInCall());
    }

    private SqsQueue queue() throws InterruptedException, ExecutionException, TimeoutException {
        if (found.isEmpty()) {
            found = Optional.of(SqsQueue.find(client.get(), name).get(FIND_SECONDS, TimeUnit.SECONDS));
        }
        return found.get();
    }

    private static void refuse(List<PendingSend> sends, SendError error) {
        sends.forEach(send -> send.refused(error));
    }

    private CompletableFuture<List<Optional<SendError>>> call(List<AwsMessage> letters) {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>(letters.size());
        for (AwsMessage letter : letters) {
            entries.add(entry(String.valueOf(entries.size()), letter));
        }
        String url = found.map(SqsQueue::url).orElse(name);
        return client.get()
                .sendMessageBatch(request -> request.queueUrl(url).entries(entries))
                .whenComplete((answer, thrown) -> forgetIfMissing(thrown))
                .thenApply(answer -> answers(letters.size(), answer));
    }

    /** Looks up the queue again: after it has been deleted and created again, it may have another URL or other limits. */
    private void forgetIfMissing(Throwable thrown) {
        if (thrown != null && AwsErrors.isMissing(thrown)) {
            found = Optional.empty();
        }
    }

    private List<Optional<SendError>> answers(int letters, SendMessageBatchResponse answer) {
        Map<String, Optional<SendError>> answers = new HashMap<>();
        answer.successful().forEach(sent -> answers.put(sent.id(), Optional.empty()));
        for (BatchResultErrorEntry failed : answer.failed()) {
            answers.put(failed.id(), Optional.of(fault.refusal(failed.code(), failed.message(), failed.senderFault())));
        }
        return BatchResults.inOrder(letters, answers);
    }

    private static SendMessageBatchRequestEntry entry(String id, AwsMessage letter) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        letter.attributes().forEach((name, attribute) -> attributes.put(name, value(attribute)));
        SendMessageBatchRequestEntry.Builder entry = SendMessageBatchRequestEntry.builder()
                .id(id)
                .messageBody(letter.body())
                .messageAttributes(attributes);
        letter.fifo()
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

    @Override
    protected void doStop() throws Exception {
        dispatch.stop();
        super.doStop();
    }
}
