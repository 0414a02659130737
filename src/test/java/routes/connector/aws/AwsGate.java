package routes.connector.aws;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import routes.model.AwsConnection;
import routes.model.Secret;
import routes.testkit.AwsEmulator;
import routes.testkit.FreePort;

/** Stands between a client and SQS or SNS: can be shut; counts the calls of SQS and refuses single entries of a batch. */
public final class AwsGate implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Which operation is meant, in the protocol of SQS; that of SNS has none. */
    private static final String OPERATION = "X-Amz-Target";

    private final URI upstream;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> delays = new ConcurrentHashMap<>();
    private volatile boolean senderFault;
    private volatile int mostBytes;
    private volatile String sent = "";
    private volatile Optional<Poison> poison = Optional.empty();
    private volatile HttpServer server;

    private AwsGate(URI upstream, int port) {
        this.upstream = upstream;
        this.port = port;
    }

    public static AwsGate before(String upstream) {
        AwsGate gate = new AwsGate(URI.create(upstream), FreePort.next());
        gate.open();
        return gate;
    }

    /** How a hub is told to come here. */
    public AwsConnection connection() {
        return new AwsConnection(
                AwsEmulator.REGION,
                Optional.of("http://127.0.0.1:" + port),
                Optional.of(AwsEmulator.ACCESS_KEY),
                Optional.of(new Secret(AwsEmulator.SECRET_KEY)));
    }

    public void open() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::pass);
        server.setExecutor(threads);
        server.start();
    }

    /** From now on nobody listens here. */
    public void shut() {
        server.stop(0);
    }

    /** The third entry of so many calls of this operation is refused, for a fault of the sender or of the service. */
    public void refusesTheThird(String operation, int times, boolean forTheSender) {
        senderFault = forTheSender;
        refusals.put(operation, new AtomicInteger(times));
    }

    /** From now on every call of this operation is refused, as it is where a policy does not allow it. */
    public void denies(String operation) {
        denied.add(operation);
    }

    /** Messages are received with this in place of the time at which they were sent. */
    public void saysThatMessagesWereSentAt(String time) {
        sent = time;
    }

    /** Every call of this operation is answered only after so many milliseconds. */
    public void answersLate(String operation, int millis) {
        delays.put(operation, millis);
    }

    /** The emulator says nothing of how large a message may be. */
    public void saysTheQueueTakes(int bytes) {
        mostBytes = bytes;
    }

    /** From now on every call of this operation that contains this text is answered by a proxy, with this status. */
    public void refusesAllOf(String operation, String text, int status) {
        poison = Optional.of(new Poison(operation, text, status));
    }

    private record Poison(String operation, String text, int status) {}

    /** As it was when it was made. */
    public void forgets() {
        refusals.clear();
        denied.clear();
        delays.clear();
        calls.clear();
        mostBytes = 0;
        sent = "";
        poison = Optional.empty();
    }

    public int calls(String operation) {
        return calls.getOrDefault(operation, new AtomicInteger()).get();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] asked = exchange.getRequestBody().readAllBytes();
            Optional<String> operation = Optional.ofNullable(
                            exchange.getRequestHeaders().getFirst(OPERATION))
                    .map(target -> target.substring(target.indexOf('.') + 1));
            if (operation.isPresent()) {
                passOperation(exchange, operation.get(), (ObjectNode) JSON.readTree(asked));
            } else {
                HttpResponse<byte[]> answer = ask(exchange, asked);
                reply(exchange, answer, answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void passOperation(HttpExchange exchange, String operation, ObjectNode body)
            throws IOException, InterruptedException {
        calls.computeIfAbsent(operation, name -> new AtomicInteger()).incrementAndGet();
        if (denied.contains(operation)) {
            deny(exchange);
            return;
        }
        Optional<Poison> refusing = poison.filter(
                one -> one.operation().equals(operation) && body.toString().contains(one.text()));
        if (refusing.isPresent()) {
            exchange.sendResponseHeaders(refusing.get().status(), -1);
            return;
        }
        Thread.sleep(delays.getOrDefault(operation, 0));
        String refused = refused(operation, body);
        HttpResponse<byte[]> answer = ask(exchange, JSON.writeValueAsBytes(body));
        byte[] bytes = refused.isEmpty() ? answer.body() : withFailure(answer.body(), refused);
        if (mostBytes > 0 && operation.equals("GetQueueAttributes")) {
            ObjectNode known = (ObjectNode) JSON.readTree(bytes);
            known.withObject("Attributes").put("MaximumMessageSize", String.valueOf(mostBytes));
            bytes = JSON.writeValueAsBytes(known);
        }
        if (!sent.isEmpty() && operation.equals("ReceiveMessage")) {
            ObjectNode received = (ObjectNode) JSON.readTree(bytes);
            received.path("Messages")
                    .forEach(message -> ((ObjectNode) message.path("Attributes")).put("SentTimestamp", sent));
            bytes = JSON.writeValueAsBytes(received);
        }
        reply(exchange, answer, bytes);
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(upstream).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : List.of(OPERATION, "Content-Type", "Authorization")) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(header))
                    .ifPresent(value -> request.header(header, value));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void reply(HttpExchange exchange, HttpResponse<byte[]> answer, byte[] bytes) throws IOException {
        answer.headers().map().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-amz") || lower.equals("content-type")) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.sendResponseHeaders(answer.statusCode(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void deny(HttpExchange exchange) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(Map.of(
                "__type", "com.amazon.coral.service#AccessDeniedException", "message", "no policy allows the action"));
        exchange.getResponseHeaders().put("Content-Type", List.of("application/x-amz-json-1.0"));
        exchange.sendResponseHeaders(403, bytes.length);
        exchange.getResponseBody().write(bytes);
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
