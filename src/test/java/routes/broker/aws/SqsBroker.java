package routes.broker.aws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import routes.definition.AwsConnection;
import routes.definition.Secret;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** An SQS in this JVM, and what a test does with it from outside the hub. */
final class SqsBroker implements AutoCloseable {

    private final SQSRestServer server;
    private final int port;
    private final SqsAsyncClient client;

    private SqsBroker(SQSRestServer server, int port) {
        this.server = server;
        this.port = port;
        this.client = AwsClients.build(SqsAsyncClient.builder(), connection(port));
    }

    static SqsBroker start() throws IOException {
        int port = freePort();
        SQSRestServer server = SQSRestServerBuilder.withInterface("127.0.0.1")
                .withPort(port)
                .withServerAddress(new NodeAddress("http", "127.0.0.1", port, ""))
                .start();
        server.waitUntilStarted();
        return new SqsBroker(server, port);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static AwsConnection connection(int port) {
        return new AwsConnection(
                "eu-west-1",
                Optional.of("http://127.0.0.1:" + port),
                Optional.of("key"),
                Optional.of(new Secret("secret")));
    }

    AwsConnection connection() {
        return connection(port);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    SqsAsyncClient client() {
        return client;
    }

    String create(String queue, Map<QueueAttributeName, String> attributes) {
        return client.createQueue(request -> request.queueName(queue).attributes(attributes))
                .join()
                .queueUrl();
    }

    String create(String queue) {
        return create(queue, Map.of());
    }

    String createFifo(String queue) {
        return create(queue, Map.of(QueueAttributeName.FIFO_QUEUE, "true"));
    }

    /** Up to ten messages, deleted at once. */
    List<Message> take(String url) {
        List<Message> messages = client.receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNamesWithStrings("All"))
                .join()
                .messages();
        messages.forEach(
                message -> client.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()))
                        .join());
        return messages;
    }

    /** Visible and hidden messages. */
    long size(String url) {
        return client
                .getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .join()
                .attributes()
                .entrySet()
                .stream()
                .filter(entry -> entry.getKey() == QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES
                        || entry.getKey() == QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)
                .mapToLong(entry -> Long.parseLong(entry.getValue()))
                .sum();
    }

    @Override
    public void close() {
        client.close();
        server.stopAndWait();
    }
}
