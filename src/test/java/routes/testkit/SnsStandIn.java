package routes.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A small SNS in this JVM, for machines with nothing but a JDK and Maven: topics, subscriptions of SQS queues, and
 * publishing, with the limits and faults of the real one. No filter policies, no redrive, no other protocols; a topic
 * that has no subscription swallows what is published, as SNS does.
 */
public final class SnsStandIn implements Sns {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final SqsClient sqs;
    private final SnsTopics topics;
    private final String subscriberEndpoint;

    private SnsStandIn(HttpServer server, String sqsEndpoint) {
        this.server = server;
        this.subscriberEndpoint = sqsEndpoint;
        this.sqs = AwsEmulator.sqs(sqsEndpoint);
        this.topics = new SnsTopics(sqs);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public static SnsStandIn start(String sqsEndpoint) {
        return start(sqsEndpoint, 0);
    }

    /** @param port 0 for a free one */
    public static SnsStandIn start(String sqsEndpoint, int port) {
        QuietLogs.hush();
        try {
            return new SnsStandIn(HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0), sqsEndpoint);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean canDelete() {
        return false;
    }

    @Override
    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public String subscriberEndpoint() {
        return subscriberEndpoint;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> form = AwsEmulator.form(body);
            String action = form.getOrDefault("Action", "");
            try {
                String result = topics.perform(new SnsRequest(action, form));
                reply(exchange, 200, success(action, result));
            } catch (SnsFault fault) {
                reply(exchange, fault.status(), error(fault.sender(), fault.code(), fault.getMessage()));
            } catch (RuntimeException e) {
                reply(exchange, 500, error(false, "InternalError", String.valueOf(e.getMessage())));
            }
        }
    }

    private static String success(String action, String result) {
        return "<%1$sResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><%1$sResult>%2$s</%1$sResult>%3$s</%1$sResponse>"
                .formatted(
                        action,
                        result,
                        "<ResponseMetadata><RequestId>" + UUID.randomUUID() + "</RequestId></ResponseMetadata>");
    }

    private static String error(boolean sender, String code, String message) {
        return "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>%s</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>"
                .formatted(sender ? "Sender" : "Receiver", code, SnsTopics.escape(message), UUID.randomUUID());
    }

    private static void reply(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        sqs.close();
    }
}
