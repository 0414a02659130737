package routes.benchmark.raw;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sns.SnsAsyncClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

/** Batches of ten to a standard topic, which is named by its ARN. */
final class RawSnsTarget implements RawLoop.Target {

    private final SnsAsyncClient client;
    private final String topicArn;
    private final BatchesOfTen tens = new BatchesOfTen(this::store);

    RawSnsTarget(String endpoint, String topicArn) {
        this.client = RawAwsClients.sns(endpoint);
        this.topicArn = topicArn;
    }

    @Override
    public void send(RawLoop.Message message) throws Exception {
        tens.send(message);
    }

    private CompletableFuture<Boolean> store(List<RawLoop.Message> messages) {
        List<PublishBatchRequestEntry> entries = new ArrayList<>(messages.size());
        for (RawLoop.Message message : messages) {
            entries.add(PublishBatchRequestEntry.builder()
                    .id(String.valueOf(entries.size()))
                    .message(new String(message.body(), StandardCharsets.UTF_8))
                    .messageAttributes(attributes(message))
                    .build());
        }
        return client.publishBatch(request -> request.topicArn(topicArn).publishBatchRequestEntries(entries))
                .thenApply(answer -> answer.failed().isEmpty());
    }

    private static Map<String, MessageAttributeValue> attributes(RawLoop.Message message) {
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        message.headers().forEach((name, value) -> attributes.put(name, text(value)));
        attributes.put("hub-key", text(new String(message.key(), StandardCharsets.UTF_8)));
        return attributes;
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
