package routes.connector.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import routes.model.AwsConnection;
import routes.support.Threads;
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
 * The client of one connection, made when it is first used, and a thread for readiness checks, which ends while there is
 * nothing to check. Thread-safe.
 *
 * <p>The client retries nothing: retry belongs to the delivery alone, or the attempts of both would multiply.
 */
public final class LazyAwsClient<C extends SdkAutoCloseable> {

    static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(9);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(2);

    /** Checks at a time, so that they leave room for the calls of sources and targets. */
    private static final int MAX_CHECKS = 50;

    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(5);

    /** Enough for the open receives of a thousand sources, each of which always has one, and the sends of as many targets. */
    private static final int MAX_CONNECTIONS = 2_000;

    private final AwsConnection connection;
    private final BiFunction<AwsConnection, SdkAsyncHttpClient, C> maker;
    private final Executor checks;
    private final Semaphore room = new Semaphore(MAX_CHECKS);
    private Optional<Open<C>> open = Optional.empty();

    /** @param name of the connection, by which its thread is found in a thread dump */
    public LazyAwsClient(
            String name, AwsConnection connection, BiFunction<AwsConnection, SdkAsyncHttpClient, C> maker) {
        this.connection = connection;
        this.maker = maker;
        this.checks = checkThread("hub-aws-check-" + name);
    }

    public synchronized C get() {
        if (open.isEmpty()) {
            open = Optional.of(open());
        }
        return open.get().client();
    }

    /** Asks without waiting. What makes the thread wait, as the search for credentials does, delays this connection alone. */
    public <T> CompletableFuture<T> ask(Function<C, CompletableFuture<T>> question) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            room.acquireUninterruptibly();
                            return AwsCalls.attempt(() -> question.apply(get()));
                        },
                        checks)
                .thenCompose(call -> call.orTimeout(CHECK_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS))
                .whenComplete((answer, thrown) -> room.release());
    }

    private static Executor checkThread(String name) {
        ThreadPoolExecutor thread = new ThreadPoolExecutor(
                1, 1, IDLE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), Threads.named(name));
        thread.allowCoreThreadTimeOut(true);
        return thread;
    }

    public synchronized void close() {
        open.ifPresent(Open::close);
        open = Optional.empty();
    }

    private Open<C> open() {
        SdkEventLoopGroup threads = SdkEventLoopGroup.builder().build();
        SdkAsyncHttpClient http = NettyNioAsyncHttpClient.builder()
                .eventLoopGroup(threads)
                .maxConcurrency(MAX_CONNECTIONS)
                .connectionTimeout(CONNECT_TIMEOUT)
                .connectionAcquisitionTimeout(CALL_TIMEOUT)
                .build();
        return new Open<>(maker.apply(connection, http), http, threads);
    }

    /** A client with HTTP connections and threads of its own, so that closing it waits for nobody else's. */
    private record Open<C extends SdkAutoCloseable>(C client, SdkAsyncHttpClient http, SdkEventLoopGroup threads) {

        void close() {
            client.close();
            http.close();
            threads.eventLoopGroup().shutdownGracefully(0, SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
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
