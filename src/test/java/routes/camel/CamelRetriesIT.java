package routes.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static routes.camel.PlainCamelRoutesFixture.SOON;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.control.RouteStatus.State;
import routes.testkit.EmbeddedKafka;

/** Plain Camel routes from Kafka to a web server that refuses what it gets. */
class CamelRetriesIT {

    private static final String ROUTE = "camel:hook";

    private static EmbeddedKafka kafka;

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int refusals;
    private String topic;

    private record Call(Instant at, String method, String body, Headers headers) {}

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void start() throws IOException {
        topic = "hook-" + Long.toUnsignedString(System.nanoTime(), 36);
        kafka.createTopic(topic, 1);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(new Call(Instant.now(), exchange.getRequestMethod(), body, exchange.getRequestHeaders()));
        exchange.getResponseHeaders().add("kafka.OVERRIDE_TOPIC", "elsewhere");
        exchange.getResponseHeaders().add("x-answer", "yes");
        exchange.sendResponseHeaders(calls.size() <= refusals ? 500 : 200, -1);
        exchange.close();
    }

    private void send(String... bodies) throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrap()), new StringSerializer(), new StringSerializer())) {
            for (String body : bodies) {
                ProducerRecord<String, String> sent = new ProducerRecord<>(topic, "key", body);
                sent.headers().add("x-trace", "7".getBytes(StandardCharsets.UTF_8));
                producer.send(sent).get();
            }
        }
    }

    private String route(String before, String after) {
        return before
                + """
                - route:
                    id: hook
                    from:
                      uri: kafka:%s
                      parameters: { brokers: "%s", groupId: "%s" }
                      steps:
                        - to: http://127.0.0.1:%d/hook
                """.formatted(
                        topic, kafka.bootstrap(), topic, server.getAddress().getPort())
                + after;
    }

    private List<String> bodies() {
        return calls.stream().map(Call::body).toList();
    }

    private PlainCamelRoutesFixture running(String text) {
        PlainCamelRoutesFixture camel =
                new PlainCamelRoutesFixture().with("camel/hook.yaml", text).begun();
        camel.awaitState(ROUTE, State.UP);
        return camel;
    }

    @Test
    void retryAfterGrowingPausesAndTellIt() throws Exception {
        refusals = 3;
        try (PlainCamelRoutesFixture camel = running(route("", ""))) {
            // when
            send("a", "b");
            // then
            camel.awaitState(ROUTE, State.HELD);
            assertThat(camel.route(ROUTE).problems())
                    .singleElement()
                    .asString()
                    .startsWith("an exchange fails and is tried again, with growing pauses; retries so far: ")
                    .contains("500");
            await().atMost(SOON).untilAsserted(() -> assertThat(bodies()).isEqualTo(List.of("a", "a", "a", "a", "b")));
            camel.awaitState(ROUTE, State.UP);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(camel.route(ROUTE).outcomes())
                            .isEqualTo(Map.of("completed", 2L, "failed", 0L, "retried", 3L)));
            assertThat(camel.route(ROUTE).problems()).isEmpty();
            assertThat(camel.route(ROUTE).lastProblem()).isPresent();
            assertThat(pause(1)).isGreaterThan(Duration.ofMillis(700));
            assertThat(pause(2)).isGreaterThan(Duration.ofMillis(1200));
            assertThat(pause(3)).isGreaterThan(Duration.ofMillis(1900));
        }
    }

    private Duration pause(int retry) {
        return Duration.between(calls.get(retry - 1).at(), calls.get(retry).at());
    }

    @Test
    void sendNoControlHeadersOfOtherComponents() throws Exception {
        int port = server.getAddress().getPort();
        String further = """
                        - setHeader: { name: CamelHttpMethod, constant: PUT }
                        - setHeader: { name: kafka.own, constant: x }
                        - to: http://127.0.0.1:%d/second
                        - filter:
                            simple: "${header[kafka.OVERRIDE_TOPIC]} == null && ${header.x-answer} == 'yes'"
                            steps: [ to: "http://127.0.0.1:%d/third" ]
                """.formatted(port, port);
        try (PlainCamelRoutesFixture camel = running(route("", further))) {
            // when
            send("a");
            // then
            await().atMost(SOON).until(() -> calls.size() == 3);
            assertThat(calls).extracting(Call::method).containsExactly("POST", "PUT", "PUT");
            assertThat(calls)
                    .allSatisfy(call -> assertThat(call.headers().keySet())
                            .noneMatch(name -> name.toLowerCase().startsWith("kafka."))
                            .noneMatch(name -> name.toLowerCase().startsWith("camel"))
                            .contains("X-trace"));
        }
    }

    @Test
    void losesNoEventIfTheRouteStopsMeanwhile() throws Exception {
        refusals = Integer.MAX_VALUE;
        try (PlainCamelRoutesFixture camel = running(route("", ""))) {
            send("a", "b");
            camel.awaitState(ROUTE, State.HELD);
        }
        // when
        calls.clear();
        refusals = 0;
        // then
        try (PlainCamelRoutesFixture camel = running(route("", ""))) {
            await().atMost(SOON).untilAsserted(() -> assertThat(bodies()).isEqualTo(List.of("a", "b")));
        }
    }

    @Test
    void losesNoEventAfterTheLastRetry() throws Exception {
        refusals = 2;
        try (PlainCamelRoutesFixture camel = running(route("- errorHandler: { noErrorHandler: {} }\n", ""))) {
            // when
            send("a", "b");
            // then
            await().atMost(SOON).untilAsserted(() -> assertThat(bodies()).isEqualTo(List.of("a", "a", "a", "b")));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(camel.route(ROUTE).outcomes())
                            .isEqualTo(Map.of("completed", 2L, "failed", 2L, "retried", 0L)));
            assertThat(camel.route(ROUTE).problems()).isEmpty();
        }
    }

    @Test
    void tellOfAnExchangeThatHasFailed() {
        try (PlainCamelRoutesFixture camel = running("""
                - errorHandler: { noErrorHandler: {} }
                - route:
                    id: hook
                    from:
                      uri: timer:hook?repeatCount=1
                      steps: [ throwException: { exceptionType: java.lang.IllegalStateException, message: as ordered } ]
                """)) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(camel.route(ROUTE).problems())
                            .containsExactly("the last exchange has failed: as ordered"));
        }
    }

    @Test
    void leavesAnErrorHandlerOfTheRouteAsItIs() throws Exception {
        refusals = 1;
        try (PlainCamelRoutesFixture camel = running(route("""
                - onException:
                    exception: [ java.lang.Exception ]
                    handled: { constant: "true" }
                    steps: [ { log: refused } ]
                """, ""))) {
            // when
            send("a", "b");
            // then
            await().atMost(SOON).untilAsserted(() -> assertThat(bodies()).isEqualTo(List.of("a", "b")));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(camel.route(ROUTE).outcomes())
                            .isEqualTo(Map.of("completed", 2L, "failed", 0L, "retried", 0L)));
        }
    }
}
