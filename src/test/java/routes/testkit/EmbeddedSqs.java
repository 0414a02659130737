package routes.testkit;

import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** SQS in this JVM (ElasticMQ). Forgets everything when it is closed. */
public final class EmbeddedSqs implements AutoCloseable {

    private final SQSRestServer server;
    private final String endpoint;
    private final SqsClient client;

    private EmbeddedSqs(SQSRestServer server) {
        this.server = server;
        this.endpoint =
                "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort();
        this.client = AwsEmulator.sqs(endpoint);
    }

    public static EmbeddedSqs start() {
        return start(0);
    }

    /** @param port 0 for a free one */
    public static EmbeddedSqs start(int port) {
        QuietLogs.hush();
        return new EmbeddedSqs(SQSRestServerBuilder.withInterface("127.0.0.1")
                .withPort(port)
                .withAWSRegion(AwsEmulator.REGION)
                .withAWSAccountId(AwsEmulator.ACCOUNT)
                .start());
    }

    public String endpoint() {
        return endpoint;
    }

    public SqsClient client() {
        return client;
    }

    /** A queue, FIFO where the name ends so; its URL. */
    public String createQueue(String name) {
        return createQueue(client, name);
    }

    static String createQueue(SqsClient client, String name) {
        Map<QueueAttributeName, String> attributes =
                name.endsWith(".fifo") ? Map.of(QueueAttributeName.FIFO_QUEUE, "true") : Map.of();
        return client.createQueue(request -> request.queueName(name).attributes(attributes))
                .queueUrl();
    }

    /** The messages of a queue, those included that somebody has taken and not yet deleted. */
    public int size(String url) {
        Map<QueueAttributeName, String> attributes = client.getQueueAttributes(
                        request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
        return Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                + Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
    }

    /** Up to ten messages that nobody has taken, which this takes. */
    public List<Message> take(String url) {
        return client.receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10))
                .messages();
    }

    @Override
    public void close() {
        client.close();
        server.stopAndWait();
    }
}
