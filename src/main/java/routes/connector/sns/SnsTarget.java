package routes.connector.sns;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import routes.connector.aws.AwsAttribute;
import routes.connector.aws.AwsBatchTarget;
import routes.connector.aws.AwsErrors;
import routes.connector.aws.AwsMessage;
import routes.connector.aws.AwsMessageStyle;
import routes.event.PendingSend;
import routes.event.SendError;
import routes.model.SnsTargetSpec;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sns.SnsAsyncClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

/** Publishes to a topic. Thread-safe. */
final class SnsTarget extends AwsBatchTarget<PublishBatchRequestEntry> {

    /** What SNS takes in one call, whether of one message or of ten. */
    static final int MAX_BYTES = SnsTargetSpec.MOST_BYTES;

    private final Supplier<SnsAsyncClient> client;
    private final String topicArn;
    private final AwsMessageStyle style;

    SnsTarget(
            Endpoint endpoint,
            Supplier<SnsAsyncClient> client,
            String topicArn,
            AwsMessageStyle style,
            AwsErrors errors) {
        super(endpoint, errors);
        this.client = client;
        this.topicArn = topicArn;
        this.style = style;
    }

    @Override
    protected void send(List<PendingSend> sends) {
        sendAll(
                sends,
                style,
                MAX_BYTES,
                message -> "too large: " + message.size()
                        + " bytes as SNS counts them, and no topic of SNS takes more than " + MAX_BYTES);
    }

    @Override
    protected int maxCallBytes() {
        return MAX_BYTES;
    }

    @Override
    protected CompletableFuture<Map<String, Optional<SendError>>> callWith(List<PublishBatchRequestEntry> entries) {
        return client.get()
                .publishBatch(request -> request.topicArn(topicArn).publishBatchRequestEntries(entries))
                .thenApply(this::answers);
    }

    @Override
    protected CompletableFuture<Void> lookUp() {
        return client.get()
                .getTopicAttributes(request -> request.topicArn(topicArn))
                .thenAccept(attributes -> {});
    }

    private Map<String, Optional<SendError>> answers(PublishBatchResponse answer) {
        Map<String, Optional<SendError>> answers = new HashMap<>();
        answer.successful().forEach(sent -> answers.put(sent.id(), Optional.empty()));
        for (BatchResultErrorEntry failed : answer.failed()) {
            answers.put(
                    failed.id(), Optional.of(errors().refusal(failed.code(), failed.message(), failed.senderFault())));
        }
        return answers;
    }

    @Override
    protected PublishBatchRequestEntry entry(String id, AwsMessage message) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        message.attributes().forEach((name, attribute) -> attributes.put(name, value(attribute)));
        PublishBatchRequestEntry.Builder entry = PublishBatchRequestEntry.builder()
                .id(id)
                .message(message.body())
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
