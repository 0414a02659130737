package routes.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.testkit.CertificateAuthority;
import routes.testkit.RawClient;

/** A server of Vert.x behind the guards, and clients that send it what they like over real sockets. */
class GuardedHttpServersIT {

    private static final Duration SHORT = Duration.ofSeconds(1);
    /** Includes a handshake. */
    private static final Duration HANDSHAKE = Duration.ofSeconds(5);

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int LARGEST_BODY = 1000;
    private static final String LIVE = "GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String HALF = "GET /live HTTP/1.1\r\nHost: loc";

    private final List<RawClient> clients = new ArrayList<>();
    private final AtomicInteger slow = new AtomicInteger();
    private Vertx vertx;
    private int port;

    @AfterEach
    void stop() throws Exception {
        clients.forEach(RawClient::close);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void start(Duration header, Duration body, int connections) throws Exception {
        start(header, body, connections, new HttpServerOptions());
    }

    private void start(Duration header, Duration body, int connections, HttpServerOptions options) throws Exception {
        HttpLimits limits = new HttpLimits(header, body, connections, LARGEST_BODY);
        VertxBuilder builder = new VertxBuilder(new VertxOptions().setEventLoopPoolSize(2)).init();
        vertx = builder.findTransport(new GuardedTransport(JDKTransport.INSTANCE, () -> limits))
                .vertx();
        HttpServer server = vertx.createHttpServer(options.setHost("127.0.0.1").setPort(0));
        port = server.requestHandler(this::answer)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    private void answer(HttpServerRequest request) {
        if (request.path().equals("/slow")) {
            slow.incrementAndGet();
            vertx.setTimer(3 * SHORT.toMillis(), timer -> request.response().end("slow"));
        } else if (request.path().equals("/early")) {
            request.response().end("early");
        } else {
            request.body().onSuccess(body -> request.response().end("got " + body.length()));
        }
    }

    private RawClient connect() {
        RawClient client = RawClient.connect(port);
        clients.add(client);
        return client;
    }

    private void assertLive() {
        try (RawClient client = RawClient.connect(port)) {
            assertThat(client.send(LIVE).response())
                    .startsWith("HTTP/1.1 200 OK")
                    .endsWith("got 0");
        }
    }

    @Test
    void closesConnectionsThatSendNothingOrHalfAHeaderAndAnswersOthersMeanwhile() throws Exception {
        start(SHORT, LONG, 1000);
        List<RawClient> silent = new ArrayList<>();
        List<RawClient> half = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            silent.add(connect());
            half.add(connect().send(HALF));
        }

        assertLive();

        assertThat(silent).allSatisfy(client -> assertThat(client.untilClosed()).isEmpty());
        assertThat(half)
                .allSatisfy(client -> assertThat(client.untilClosed())
                        .startsWith("HTTP/1.1 408 Request Timeout\r\n")
                        .contains("application/problem+json")
                        .contains("the header of the request was not complete"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /", "GET /live HTTP/1.1\r\nHost: localhost\r\nX: "})
    void closesAConnectionWhoseHeaderNeverStopsComing(String start) throws Exception {
        start(SHORT, LONG, 1000);
        RawClient client = connect().send(start);

        await().pollInterval(Duration.ofMillis(50)).atMost(SOON).until(() -> !client.isTaking((byte) 'x'));

        assertLive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 900\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n384\r\n"})
    void closesAConnectionWhoseBodyNeverStopsComing(String length) throws Exception {
        start(LONG, SHORT, 1000);
        RawClient client = connect().send("POST / HTTP/1.1\r\nHost: localhost\r\n" + length);

        await().pollInterval(Duration.ofMillis(50)).atMost(SOON).until(() -> !client.isTaking((byte) 'x'));

        assertThat(client.untilClosed())
                .satisfiesAnyOf(
                        text -> assertThat(text).isEmpty(),
                        text -> assertThat(text).startsWith("HTTP/1.1 408"));
        assertThat(connect()
                        .send("POST / HTTP/1.1\r\nHost: localhost\r\n" + length + "x")
                        .untilClosed())
                .startsWith("HTTP/1.1 408")
                .contains("the body of the request was not complete");
    }

    @Test
    void leavesTheTimeToAnswerToTheHub() throws Exception {
        start(SHORT, SHORT, 1000);

        assertThat(connect()
                        .send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .response())
                .endsWith("slow");
    }

    @Test
    void keepsAConnectionForTheNextRequest() throws Exception {
        start(SHORT, SHORT, 1000);
        RawClient client = connect();

        for (int i = 0; i < 3; i++) {
            assertThat(client.send(LIVE).response()).endsWith("got 0");
            await().pollDelay(2 * SHORT.toMillis(), TimeUnit.MILLISECONDS).until(() -> true);
        }

        assertThat(client.send(HALF).untilClosed()).startsWith("HTTP/1.1 408");
    }

    @Test
    void closesAConnectionWhoseBodyIsStillMissingAfterTheAnswer() throws Exception {
        start(LONG, SHORT, 1000);

        assertThat(connect()
                        .send("POST /early HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\nx")
                        .untilClosed())
                .startsWith("HTTP/1.1 200 OK")
                .endsWith("early");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", HALF, LIVE, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n\r\nx"})
    void takesNewConnectionsInPlaceOfThoseThatHaveWaitedLongest(String sent) throws Exception {
        start(LONG, LONG, 20);
        for (int i = 0; i < 200; i++) {
            connect().send(sent);
        }

        for (int i = 0; i < 5; i++) {
            assertLive();
        }

        assertThat(clients.subList(0, 150))
                .allSatisfy(client -> assertThat(client.untilClosed()).doesNotContain("408"));
    }

    @Test
    void closesNoConnectionThatWaitsForTheHub() throws Exception {
        start(LONG, LONG, 3);
        List<RawClient> waiting = List.of(connect(), connect());
        waiting.forEach(client -> client.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        await().atMost(SOON).until(() -> slow.get() == waiting.size());
        for (int i = 0; i < 20; i++) {
            connect().send(HALF);
        }

        assertThat(waiting).allSatisfy(client -> assertThat(client.response()).endsWith("slow"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /TOOLONG HTTP/1.1~Host: localhost~~       | 414 | too long",
                "GET / HTTP/1.1~Host: localhost~X: TOOLONG~~   | 431 | headers of the request are too long",
                "GET / HTTP/1.1~~                              | 400 | exactly one header Host",
                "GET / HTTP/1.1~Host: a~Host: b~~              | 400 | exactly one header Host",
                "GET / HTTP/1.1~Host: a/b~~                    | 400 | exactly one header Host",
                "GET / HTTP/1.1~Host:~~                        | 400 | exactly one header Host",
                "GET /%zz HTTP/1.1~Host: localhost~~           | 400 | two hexadecimal digits",
                "GET /?x=%zz HTTP/1.1~Host: localhost~~        | 400 | two hexadecimal digits",
                "GET /?x=% HTTP/1.1~Host: localhost~~          | 400 | write %25",
                "GET /%00 HTTP/1.1~Host: localhost~~           | 400 | U+0000",
                "GET /%ff HTTP/1.1~Host: localhost~~           | 400 | not UTF-8",
                "GET x HTTP/1.1~Host: localhost~~              | 400 | must name a path",
                "OPTIONS * HTTP/1.1~Host: localhost~~          | 400 | must name a path",
                "CONNECT a:1 HTTP/1.1~Host: localhost~~        | 400 | must name a path",
                "GET / HTTP/9.9~Host: localhost~~              | 505 | HTTP/1.1",
                "GET / FTP/1.1~Host: localhost~~               | 505 | HTTP/1.1",
                "what is this~~                                | 400 | not a valid HTTP request",
                "x\u0016\u0003\u0001~~                         | 400 | not a valid HTTP request",
                "POST / HTTP/1.1~Host: localhost~Content-Length: 1001~~      | 413 | larger than 1000 bytes",
                "POST / HTTP/1.1~Host: localhost~Content-Length: -5~~        | 400 | not a valid HTTP request",
                "POST / HTTP/1.1~Host: localhost~Content-Length: 1~Content-Length: 2~~    | 400 | not a valid HTTP request",
                "POST / HTTP/1.1~Host: localhost~Transfer-Encoding: chunked~~zz~          | 400 | not a valid HTTP request",
                "POST / HTTP/1.1~Host: localhost~Transfer-Encoding: gzip, chunked~~       | 501 | Transfer-Encoding",
                "POST / HTTP/1.1~Host: localhost~Content-Encoding: gzip~Content-Length: 1~~x | 415 | must not be compressed",
                "POST / HTTP/1.1~Host: localhost~Content-Type: a/b; charset=nope~Content-Length: 1~~x | 415 | charset",
                "POST / HTTP/1.1~Host: localhost~Expect: a miracle~Content-Length: 1~~x   | 417 | Expect",
                "POST / HTTP/1.1~Host: localhost~Transfer-Encoding: chunked~~3e9~MANY~0~~ | 413 | larger than 1000 bytes",
            })
    void saysWhatIsWrongWithARequestThatIsNone(String request, int status, String words) throws Exception {
        start(LONG, LONG, 1000);
        String bytes = request.replace("TOOLONG", "x".repeat(70_000))
                .replace("MANY", "x".repeat(1001))
                .replace("~", "\r\n");

        String answer = connect().send(bytes).untilClosed();

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("content-type: application/problem+json")
                .contains("\"status\":" + status)
                .contains(words);
        assertLive();
    }

    @Test
    void answersRequestsThatDoNotWaitInTheirOrder() throws Exception {
        start(LONG, LONG, 1000);

        assertThat(connect()
                        .send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n" + LIVE + LIVE.replace("/live", "/%zz")
                                + LIVE)
                        .untilClosed())
                .containsSubsequence("200 OK", "slow", "200 OK", "got 0", "400 Bad Request")
                .doesNotEndWith("got 0");
    }

    @Test
    void staysWithTheFirstVersionOfHttp() throws Exception {
        start(LONG, LONG, 1000);

        assertThat(connect().send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").untilClosed())
                .doesNotContain("HTTP/1.1 200");
        assertThat(connect()
                        .send(
                                "GET /live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                                        + "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n")
                        .response())
                .startsWith("HTTP/1.1 200 OK");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void readsARequestHoweverItComes(int size) throws Exception {
        start(LONG, LONG, 1000);
        for (String method : List.of("GET", "POST", "PUT", "PROPFIND")) {
            String request = method + " / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc";
            RawClient client = connect();

            for (int i = 0; i < request.length(); i += size) {
                client.send(request.substring(i, Math.min(request.length(), i + size)));
            }

            assertThat(client.response()).startsWith("HTTP/1.1 200 OK").endsWith("got 3");
            assertThat(client.send("GET / HTTP/1.0\r\n\r\n").untilClosed()).contains("200 OK");
        }
    }

    @Test
    void waitsForTheBodyOfACallerWhoAsksFirst() throws Exception {
        start(LONG, LONG, 1000);
        RawClient client = connect()
                .send("POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        vertx.setTimer(100, timer -> client.send("abc"));

        assertThat(client.response())
                .satisfiesAnyOf(
                        text -> assertThat(text).startsWith("HTTP/1.1 100 Continue"),
                        text -> assertThat(text).startsWith("HTTP/1.1 200 OK"));
        assertThat(client.send("GET / HTTP/1.0\r\n\r\n").untilClosed()).contains("200 OK");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void guardsEncryptedConnectionsToo(boolean secondVersion, @TempDir Path folder) throws Exception {
        CertificateAuthority.Identity server =
                CertificateAuthority.found(folder, "ca").server("localhost");
        start(
                HANDSHAKE,
                HANDSHAKE,
                1000,
                new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(secondVersion)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(server.chain().toString())
                                .setKeyPath(server.key().toString())));
        SocketFactory sockets = trusting();
        RawClient client = RawClient.connect(sockets, port);
        clients.add(client);

        assertThat(client.send(LIVE).response()).endsWith("got 0");
        assertThat(client.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n").response())
                .endsWith("slow");
        assertThat(client.send(HALF).untilClosed()).startsWith("HTTP/1.1 408");
        try (RawClient wrong = RawClient.connect(sockets, port);
                RawClient silent = RawClient.connect(port)) {
            assertThat(wrong.send("GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .untilClosed())
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json");
            assertThat(silent.untilClosed()).isEmpty();
        }
    }

    @Test
    void letsTheSecondVersionOfHttpPassWhereItIsEncrypted(@TempDir Path folder) throws Exception {
        CertificateAuthority.Identity server =
                CertificateAuthority.found(folder, "ca").server("localhost");
        start(
                HANDSHAKE,
                HANDSHAKE,
                1000,
                new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(server.chain().toString())
                                .setKeyPath(server.key().toString())));
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setUseAlpn(true)
                .setProtocolVersion(HttpVersion.HTTP_2));

        for (String path : List.of("/live", "/slow", "/slow", "/live")) {
            HttpClientResponse response = client.request(HttpMethod.GET, port, "127.0.0.1", path)
                    .compose(HttpClientRequest::send)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    private static SocketFactory trusting() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsEverybody()}, null);
        return context.getSocketFactory();
    }

    private static final class TrustsEverybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
