package routes.connector.sns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
import software.amazon.awssdk.services.sns.SnsAsyncClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

/** Delivers events to an SNS topic. Thread-safe. */
final class SnsTarget extends TargetProducer {

    /** The most bytes that SNS accepts in one call, whether for one message or for ten. */
    private static final int MOST_BYTES = 256 * 1024;

    private final Supplier<SnsAsyncClient> client;
    private final String topicArn;
    private final String name;
    private final AwsErrors fault;
    private final BatchSender dispatch;

    SnsTarget(Endpoint endpoint, Supplier<SnsAsyncClient> client, String topicArn, AwsErrors fault) {
        super(endpoint);
        this.client = client;
        this.topicArn = topicArn;
        this.name = topicArn.substring(topicArn.lastIndexOf(':') + 1);
        this.fault = fault;
        this.dispatch = new BatchSender(this::call, fault);
    }

    @Override
    protected void send(List<PendingSend> sends) {
        Optional<String> fifo = Optional.of(name).filter(place -> place.endsWith(".fifo"));
        List<BatchSender.Sending> sendings = new ArrayList<>(sends.size());
        for (PendingSend send : sends) {
            AwsMessage letter = AwsMessageCodec.letter(send.message(), fifo);
            if (letter.size() > MOST_BYTES) {
                send.refused(SendError.permanent("too large: " + letter.size()
                        + " bytes as SNS counts them; SNS accepts at most " + MOST_BYTES));
            } else {
                sendings.add(new BatchSender.Sending(send, letter));
            }
        }
        dispatch.send(sendings, MOST_BYTES);
    }

    private CompletableFuture<List<Optional<SendError>>> call(List<AwsMessage> letters) {
        List<PublishBatchRequestEntry> entries = new ArrayList<>(letters.size());
        for (AwsMessage letter : letters) {
            entries.add(entry(String.valueOf(entries.size()), letter));
        }
        return client.get()
                .publishBatch(request -> request.topicArn(topicArn).publishBatchRequestEntries(entries))
                .thenApply(answer -> answers(letters.size(), answer));
    }

    private List<Optional<SendError>> answers(int letters, PublishBatchResponse answer) {
        Map<String, Optional<SendError>> answers = new HashMap<>();
        answer.successful().forEach(sent -> answers.put(sent.id(), Optional.empty()));
        for (BatchResultErrorEntry failed : answer.failed()) {
            answers.put(failed.id(), Optional.of(fault.refusal(failed.code(), failed.message(), failed.senderFault())));
        }
        return BatchResults.inOrder(letters, answers);
    }

    private static PublishBatchRequestEntry entry(String id, AwsMessage letter) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        letter.attributes().forEach((name, attribute) -> attributes.put(name, value(attribute)));
        PublishBatchRequestEntry.Builder entry =
                PublishBatchRequestEntry.builder().id(id).message(letter.body()).messageAttributes(attributes);
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
