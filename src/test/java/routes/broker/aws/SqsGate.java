package routes.broker.aws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and SQS: counts calls, can be shut, and refuses single entries of a batch. */
final class SqsGate implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI upstream;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private volatile boolean senderFault;
    private volatile int mostBytes;
    private volatile HttpServer server;

    private SqsGate(URI upstream, int port) {
        this.upstream = upstream;
        this.port = port;
    }

    static SqsGate before(URI upstream) throws IOException {
        SqsGate gate = new SqsGate(upstream, SqsBroker.freePort());
        gate.open();
        return gate;
    }

    int port() {
        return port;
    }

    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::pass);
        server.setExecutor(threads);
        server.start();
    }

    /** From now on nobody listens here. */
    void shut() {
        server.stop(0);
    }

    /** The third entry of so many calls of this operation is refused, for a fault of the sender or of the service. */
    void refusesTheThird(String operation, int times, boolean forTheSender) {
        senderFault = forTheSender;
        refusals.put(operation, new AtomicInteger(times));
    }

    /** The emulator says nothing of how large a message may be. */
    void saysTheQueueTakes(int bytes) {
        mostBytes = bytes;
    }

    int calls(String operation) {
        return calls.getOrDefault(operation, new AtomicInteger()).get();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String operation = target.substring(target.indexOf('.') + 1);
            calls.computeIfAbsent(operation, name -> new AtomicInteger()).incrementAndGet();
            ObjectNode body = (ObjectNode) JSON.readTree(exchange.getRequestBody());
            String refused = refused(operation, body);
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(upstream)
                            .header("X-Amz-Target", target)
                            .header("Content-Type", "application/x-amz-json-1.0")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            byte[] bytes = refused.isEmpty() ? answer.body() : withFailure(answer.body(), refused);
            if (mostBytes > 0 && operation.equals("GetQueueAttributes")) {
                ObjectNode known = (ObjectNode) JSON.readTree(bytes);
                known.withObject("Attributes").put("MaximumMessageSize", String.valueOf(mostBytes));
                bytes = JSON.writeValueAsBytes(known);
            }
            answer.headers().map().forEach((name, values) -> {
                if (name.toLowerCase(Locale.ROOT).startsWith("x-amz")) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(answer.statusCode(), bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the third entry out of a request that is to lose it, and gives its id. */
    private String refused(String operation, ObjectNode body) {
        AtomicInteger left = refusals.get(operation);
        if (left == null || body.path("Entries").size() < 3 || left.getAndDecrement() <= 0) {
            return "";
        }
        return ((ArrayNode) body.get("Entries")).remove(2).get("Id").textValue();
    }

    private byte[] withFailure(byte[] answer, String id) throws IOException {
        ObjectNode changed = (ObjectNode) JSON.readTree(answer);
        changed.withArray("Failed")
                .addObject()
                .put("Id", id)
                .put("Code", senderFault ? "InvalidMessageContents" : "InternalError")
                .put("Message", "refused by the gate")
                .put("SenderFault", senderFault);
        return JSON.writeValueAsBytes(changed);
    }

    @Override
    public void close() {
        shut();
        threads.shutdownNow();
    }
}
