package routes.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import routes.event.Event;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;

/** Publishes to a standard topic, and takes from the queue that subscribes to it. */
public final class SnsProbe implements Probe {

    private static final int LARGEST_BATCH = 10;
    private static final int LARGEST_BYTES = 200 * 1024;

    private final SnsClient client;
    private final String topicArn;
    private final SqsProbe queue;

    public SnsProbe(String endpoint, Sns.Subscription subscription) {
        this.client = AwsEmulator.sns(endpoint);
        this.topicArn = subscription.topicArn();
        this.queue = new SqsProbe(subscription.queueEndpoint(), subscription.queue());
    }

    @Override
    public void send(List<Event> events) {
        List<PublishBatchRequestEntry> batch = new ArrayList<>();
        int bytes = 0;
        for (Event event : events) {
            int size = 2 * event.body().length() + 2048;
            if (batch.size() == LARGEST_BATCH || bytes + size > LARGEST_BYTES) {
                publish(List.copyOf(batch));
                batch.clear();
                bytes = 0;
            }
            batch.add(entry(batch.size(), event));
            bytes += size;
        }
        publish(batch);
    }

    private void publish(List<PublishBatchRequestEntry> batch) {
        if (batch.isEmpty()) {
            return;
        }
        var failed = client.publishBatch(request -> request.topicArn(topicArn).publishBatchRequestEntries(batch))
                .failed();
        if (!failed.isEmpty()) {
            throw new IllegalStateException("SNS refused " + failed);
        }
    }

    private static PublishBatchRequestEntry entry(int id, Event event) {
        SqsMessage message = SqsMessage.of(event);
        Map<String, MessageAttributeValue> attributes = new HashMap<>();
        message.attributes()
                .forEach((name, value) -> attributes.put(
                        name,
                        MessageAttributeValue.builder()
                                .dataType(value.dataType())
                                .stringValue(value.stringValue())
                                .binaryValue(value.binaryValue())
                                .build()));
        return PublishBatchRequestEntry.builder()
                .id(String.valueOf(id))
                .message(message.body())
                .messageAttributes(attributes)
                .build();
    }

    @Override
    public List<Event> receive(int atLeast, Duration atMost) {
        return queue.receive(atLeast, atMost);
    }

    @Override
    public void close() {
        client.close();
        queue.close();
    }
}
