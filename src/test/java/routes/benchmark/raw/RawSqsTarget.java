package routes.benchmark.raw;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Batches of ten to a standard queue. */
final class RawSqsTarget implements RawLoop.Target {

    private final SqsAsyncClient client;
    private final String url;
    private final BatchesOfTen tens = new BatchesOfTen(this::store);

    RawSqsTarget(String endpoint, String queue) throws Exception {
        this.client = RawAwsClients.sqs(endpoint);
        this.url = client.getQueueUrl(request -> request.queueName(queue)).get().queueUrl();
    }

    @Override
    public void send(RawLoop.Message message) throws Exception {
        tens.send(message);
    }

    private CompletableFuture<Boolean> store(List<RawLoop.Message> messages) {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>(messages.size());
        for (RawLoop.Message message : messages) {
            entries.add(SendMessageBatchRequestEntry.builder()
                    .id(String.valueOf(entries.size()))
                    .messageBody(new String(message.body(), StandardCharsets.UTF_8))
                    .messageAttributes(attributes(message))
                    .build());
        }
        return client.sendMessageBatch(request -> request.queueUrl(url).entries(entries))
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
