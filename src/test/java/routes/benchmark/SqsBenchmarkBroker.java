package routes.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import routes.event.Event;
import routes.testkit.AwsEmulator;
import routes.testkit.FreePort;
import routes.testkit.SqsProbe;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Standard queues of ElasticMQ. */
final class SqsBenchmarkBroker implements BenchmarkBroker {

    private final int port = FreePort.next();
    private final BrokerProcess broker = BrokerProcess.start("sqs", port, "2g");
    private final SqsClient client = AwsEmulator.sqs(address());
    private final Map<String, SqsProbe> probes = new HashMap<>();

    @Override
    public String kind() {
        return "sqs";
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public String connection() {
        return connection(address());
    }

    static String connection(String endpoint) {
        return "{ aws: { region: eu-west-1, endpoint: \"" + endpoint
                + "\", accessKeyId: test, secretAccessKey: test } }";
    }

    @Override
    public String from(String place) {
        return "{ sqs: { queue: " + place + " } }";
    }

    @Override
    public String to(String place) {
        return from(place);
    }

    @Override
    public void create(String place) {
        client.createQueue(request -> request.queueName(place));
    }

    private static String url(SqsClient client, String queue) {
        return client.getQueueUrl(request -> request.queueName(queue)).queueUrl();
    }

    @Override
    public void delete(String place) {
        Optional.ofNullable(probes.remove(place)).ifPresent(SqsProbe::close);
        delete(client, place);
    }

    static void delete(SqsClient client, String queue) {
        String url = url(client, queue);
        client.deleteQueue(request -> request.queueUrl(url));
    }

    @Override
    public void fill(String place, List<Event> events) {
        probes.computeIfAbsent(place, queue -> new SqsProbe(address(), queue)).send(events);
    }

    @Override
    public long count(String place) {
        return count(client, place);
    }

    static long count(SqsClient client, String queue) {
        String url = url(client, queue);
        return Long.parseLong(client.getQueueAttributes(request ->
                        request.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .attributes()
                .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    }

    @Override
    public void read(String place, Consumer<byte[]> bodies, BooleanSupplier enough) {
        read(client, place, bodies, enough);
    }

    static void read(SqsClient client, String queue, Consumer<byte[]> bodies, BooleanSupplier enough) {
        String url = url(client, queue);
        while (!enough.getAsBoolean()) {
            List<Message> messages = client.receiveMessage(request ->
                            request.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(1))
                    .messages();
            messages.forEach(message -> bodies.accept(message.body().getBytes(StandardCharsets.UTF_8)));
            List<DeleteMessageBatchRequestEntry> entries = IntStream.range(0, messages.size())
                    .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                            .id(String.valueOf(i))
                            .receiptHandle(messages.get(i).receiptHandle())
                            .build())
                    .toList();
            if (!entries.isEmpty()) {
                client.deleteMessageBatch(request -> request.queueUrl(url).entries(entries));
            }
        }
    }

    @Override
    public boolean keepsOrder() {
        return false;
    }

    @Override
    public boolean isEmptiedByReading() {
        return true;
    }

    @Override
    public void close() {
        client.close();
        broker.close();
    }
}
