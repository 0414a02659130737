package routes.broker.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import routes.definition.AwsConnection;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * One client for each connection, shared by all who use it, made when it is first asked for. Thread-safe.
 *
 * <p>The clients try nothing again: retry belongs to the hub alone, or the attempts of both would multiply.
 */
final class AwsClients<C extends SdkAutoCloseable> {

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    /** Enough for the open receives of some hundred sources and the sends of as many targets. */
    private static final int MOST_CONNECTIONS = 500;

    private final Map<String, AwsConnection> connections;
    private final Function<AwsConnection, C> maker;
    private final Map<String, C> clients = new ConcurrentHashMap<>();

    AwsClients(Map<String, AwsConnection> connections, Function<AwsConnection, C> maker) {
        this.connections = Map.copyOf(connections);
        this.maker = maker;
    }

    AwsConnection connection(String name) {
        AwsConnection connection = connections.get(name);
        if (connection == null) {
            throw new IllegalArgumentException("there is no connection '" + name + "' of AWS");
        }
        return connection;
    }

    C client(String name) {
        return clients.computeIfAbsent(name, key -> maker.apply(connection(key)));
    }

    void close() {
        clients.values().forEach(SdkAutoCloseable::close);
        clients.clear();
    }

    static <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>, C> C build(
            B builder, AwsConnection connection) {
        connection.endpoint().map(URI::create).ifPresent(builder::endpointOverride);
        return builder.region(Region.of(connection.region()))
                .credentialsProvider(credentials(connection))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(MOST_CONNECTIONS)
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .connectionAcquisitionTimeout(CALL_TIMEOUT))
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
