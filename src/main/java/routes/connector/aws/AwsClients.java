package routes.connector.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import routes.model.AwsConnection;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * One shared client for each connection, created on first use, and for each connection the readiness checks of its queues and
 * topics, whose thread ends when it is idle. Thread-safe.
 *
 * <p>The clients do not retry: only the hub does, otherwise the attempts of both would multiply.
 */
public final class AwsClients<C extends SdkAutoCloseable> {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration QUESTION_TIMEOUT = Duration.ofSeconds(9);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private static final int FAREWELL_SECONDS = 2;

    /** The most checks of one connection at a time, which leaves room for the calls of sources and targets. */
    private static final int MOST_QUESTIONS = 50;

    private static final int ASKING_SECONDS = 5;

    /** Enough for the long polls of a thousand sources and the sends of as many targets. */
    private static final int MOST_CONNECTIONS = 2_000;

    private final Map<String, AwsConnection> connections;
    private final BiFunction<AwsConnection, SdkAsyncHttpClient, C> maker;
    private final Map<String, Open<C>> clients = new ConcurrentHashMap<>();
    private final Map<String, Asking> asking = new ConcurrentHashMap<>();

    public AwsClients(Map<String, AwsConnection> connections, BiFunction<AwsConnection, SdkAsyncHttpClient, C> maker) {
        this.connections = Map.copyOf(connections);
        this.maker = maker;
    }

    public AwsConnection connection(String name) {
        AwsConnection connection = connections.get(name);
        if (connection == null) {
            throw new IllegalArgumentException("there is no AWS connection '" + name + "'");
        }
        return connection;
    }

    public C client(String name) {
        return clients.computeIfAbsent(name, key -> open(connection(key))).client();
    }

    /**
     * Starts a check without waiting. Whatever blocks the checking thread, such as looking up credentials, delays only this
     * connection.
     */
    public <T> CompletableFuture<T> ask(String name, Function<C, CompletableFuture<T>> question) {
        Asking turn = asking.computeIfAbsent(name, AwsClients::asking);
        return CompletableFuture.supplyAsync(
                        () -> {
                            turn.room().acquireUninterruptibly();
                            return AwsCalls.attempt(() -> question.apply(client(name)));
                        },
                        turn.thread())
                .thenCompose(call -> call.orTimeout(QUESTION_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS))
                .whenComplete((answer, thrown) -> turn.room().release());
    }

    private static Asking asking(String connection) {
        ThreadPoolExecutor thread =
                new ThreadPoolExecutor(1, 1, ASKING_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread fresh = new Thread(work, "hub-aws-check-" + connection);
                    fresh.setDaemon(true);
                    return fresh;
                });
        thread.allowCoreThreadTimeOut(true);
        return new Asking(thread, new Semaphore(MOST_QUESTIONS));
    }

    private record Asking(Executor thread, Semaphore room) {}

    public void close() {
        clients.values().forEach(Open::close);
        clients.clear();
    }

    private Open<C> open(AwsConnection connection) {
        SdkEventLoopGroup threads = SdkEventLoopGroup.builder().build();
        SdkAsyncHttpClient http = NettyNioAsyncHttpClient.builder()
                .eventLoopGroup(threads)
                .maxConcurrency(MOST_CONNECTIONS)
                .connectionTimeout(CONNECT_TIMEOUT)
                .connectionAcquisitionTimeout(CALL_TIMEOUT)
                .build();
        return new Open<>(maker.apply(connection, http), http, threads);
    }

    /** A client with its own threads, so that it does not have to wait for other connections. */
    private record Open<C extends SdkAutoCloseable>(C client, SdkAsyncHttpClient http, SdkEventLoopGroup threads) {

        void close() {
            client.close();
            http.close();
            threads.eventLoopGroup().shutdownGracefully(0, FAREWELL_SECONDS, TimeUnit.SECONDS);
        }
    }

    public static <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> C build(
            B builder, AwsConnection connection, SdkAsyncHttpClient http) {
        connection.endpoint().map(URI::create).ifPresent(builder::endpointOverride);
        return builder.region(Region.of(connection.region()))
                .credentialsProvider(credentials(connection))
                .httpClient(http)
                .overrideConfiguration(overrides ->
                        overrides.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(CALL_TIMEOUT))
                .build();
    }

    private static AwsCredentialsProvider credentials(AwsConnection connection) {
        if (connection.accessKeyId().isEmpty()) {
            return DefaultCredentialsProvider.builder().build();
        }
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(
                connection.accessKeyId().get(),
                connection.secretAccessKey().orElseThrow().value()));
    }
}
