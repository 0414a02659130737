package routes.benchmark.raw;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/** Four receive calls at once, ten messages each; what is stored is deleted by tens. */
final class RawSqsSource implements RawLoop.Source {

    private static final int CALLS = 4;
    private static final int BATCH = 10;
    private static final int MOST_DELETIONS = 8;

    private final SqsAsyncClient client;
    private final String url;
    private final Semaphore room;
    private final Semaphore deletions = new Semaphore(MOST_DELETIONS);
    private final Executor threads = Executors.newFixedThreadPool(CALLS);
    private final BlockingQueue<String> stored = new LinkedBlockingQueue<>();

    RawSqsSource(String endpoint, String queue, int most) throws Exception {
        this.client = RawAwsClients.sqs(endpoint);
        this.room = new Semaphore(most);
        this.url = client.getQueueUrl(request -> request.queueName(queue)).get().queueUrl();
    }

    @Override
    public void readInto(RawLoop.Target target) throws Exception {
        for (int i = 0; i < CALLS; i++) {
            receive(target);
        }
        Thread deleter = new Thread(this::delete, "delete");
        deleter.start();
        new CountDownLatch(1).await();
    }

    private void receive(RawLoop.Target target) {
        room.acquireUninterruptibly(BATCH);
        client.receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(BATCH)
                        .waitTimeSeconds(2)
                        .messageAttributeNames("All"))
                .whenComplete((answer, failure) -> {
                    if (failure != null) {
                        FatalErrors.end("SQS gave nothing", failure);
                    }
                    threads.execute(() -> taken(answer, target));
                });
    }

    private void taken(ReceiveMessageResponse answer, RawLoop.Target target) {
        room.release(BATCH - answer.messages().size());
        for (Message message : answer.messages()) {
            Map<String, String> headers = new HashMap<>();
            message.messageAttributes().forEach((name, value) -> headers.put(name, value.stringValue()));
            byte[] key = headers.remove("hub-key").getBytes(StandardCharsets.UTF_8);
            byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
            try {
                synchronized (target) {
                    target.send(new RawLoop.Message(key, body, headers, () -> stored.add(message.receiptHandle())));
                }
            } catch (Exception e) {
                FatalErrors.end("a message could not be sent", e);
            }
        }
        receive(target);
    }

    private void delete() {
        try {
            while (true) {
                List<String> handles = new ArrayList<>();
                handles.add(stored.take());
                while (handles.size() < BATCH) {
                    String next = stored.poll(5, TimeUnit.MILLISECONDS);
                    if (next == null) {
                        break;
                    }
                    handles.add(next);
                }
                delete(handles);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void delete(List<String> handles) throws InterruptedException {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (String handle : handles) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(String.valueOf(entries.size()))
                    .receiptHandle(handle)
                    .build());
        }
        deletions.acquire();
        client.deleteMessageBatch(request -> request.queueUrl(url).entries(entries))
                .whenComplete((answer, failure) -> {
                    deletions.release();
                    if (failure != null || !answer.failed().isEmpty()) {
                        FatalErrors.end("SQS did not delete a message", failure);
                    }
                    room.release(handles.size());
                });
    }
}
