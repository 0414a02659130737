package routes.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import routes.event.Event;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Sends to a queue, standard or FIFO, and takes from it; an SNS notification is unwrapped. */
public final class SqsProbe implements Probe {

    private static final int LARGEST_BATCH = 10;
    private static final int LARGEST_BYTES = 200 * 1024;

    private final SqsClient client;
    private final String url;
    private final boolean fifo;

    public SqsProbe(String endpoint, String queue) {
        this.client = AwsEmulator.sqs(endpoint);
        this.fifo = queue.endsWith(".fifo");
        this.url = client.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }

    @Override
    public void send(List<Event> events) {
        List<SendMessageBatchRequestEntry> batch = new ArrayList<>();
        int bytes = 0;
        for (Event event : events) {
            int size = 2 * event.body().length() + 2048;
            if (batch.size() == LARGEST_BATCH || bytes + size > LARGEST_BYTES) {
                send(batch.toArray(SendMessageBatchRequestEntry[]::new));
                batch.clear();
                bytes = 0;
            }
            batch.add(entry(batch.size(), event));
            bytes += size;
        }
        send(batch.toArray(SendMessageBatchRequestEntry[]::new));
    }

    private void send(SendMessageBatchRequestEntry... batch) {
        if (batch.length == 0) {
            return;
        }
        var failed = client.sendMessageBatch(request -> request.queueUrl(url).entries(batch))
                .failed();
        if (!failed.isEmpty()) {
            throw new IllegalStateException("SQS refused " + failed);
        }
    }

    private SendMessageBatchRequestEntry entry(int id, Event event) {
        SqsMessage message = SqsMessage.of(event);
        SendMessageBatchRequestEntry.Builder entry = SendMessageBatchRequestEntry.builder()
                .id(String.valueOf(id))
                .messageBody(message.body())
                .messageAttributes(message.attributes());
        if (fifo) {
            entry.messageGroupId(event.key().text().orElse("none"))
                    .messageDeduplicationId(UUID.randomUUID().toString());
        }
        return entry.build();
    }

    @Override
    public List<Event> receive(int atLeast, Duration atMost) {
        List<Event> events = new ArrayList<>();
        long end = System.nanoTime() + atMost.toNanos();
        while (events.size() < atLeast && System.nanoTime() < end) {
            List<Message> messages = client.receiveMessage(request -> request.queueUrl(url)
                            .maxNumberOfMessages(LARGEST_BATCH)
                            .messageAttributeNames("All")
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                            .waitTimeSeconds(1))
                    .messages();
            messages.forEach(message -> events.add(SqsMessage.event(message)));
            delete(messages);
        }
        return events;
    }

    private void delete(List<Message> messages) {
        if (messages.isEmpty()) {
            return;
        }
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (Message message : messages) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(String.valueOf(entries.size()))
                    .receiptHandle(message.receiptHandle())
                    .build());
        }
        client.deleteMessageBatch(request -> request.queueUrl(url).entries(entries));
    }

    @Override
    public void close() {
        client.close();
    }
}
