package routes.connector.sqs;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import org.apache.camel.Endpoint;
import routes.connector.HubComponent;
import routes.connector.aws.AwsClients;
import routes.connector.aws.AwsResource;
import routes.model.AwsConnection;
import routes.model.InFlight;
import routes.model.SqsSourceSpec;
import routes.model.SqsTargetSpec;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/**
 * The Camel component for SQS queues, with the scheme {@value #SCHEME}. Each connection has its own client and timer thread,
 * so that blocking work of one connection, such as looking up credentials, does not delay the others.
 */
public final class SqsComponent extends HubComponent {

    public static final String SCHEME = "hub-sqs";

    private final AwsClients<SqsAsyncClient> clients;
    private final Map<String, ScheduledExecutorService> clocks = new ConcurrentHashMap<>();

    public SqsComponent(Map<String, AwsConnection> connections) {
        clients = new AwsClients<>(
                connections, (connection, http) -> AwsClients.build(SqsAsyncClient.builder(), connection, http));
    }

    /** The URI of a source. */
    public static String uri(String connection, SqsSourceSpec origin, InFlight inFlight) {
        return SCHEME + ":" + encoded(connection) + "?queue=" + encoded(origin.queue()) + "&role=source&visibility="
                + origin.visibility().toSeconds() + "&unwrapSns=" + origin.unwrapSns() + "&events="
                + inFlight.events() + "&bytes=" + inFlight.bytes().bytes();
    }

    /** The URI of a target. */
    public static String uri(String connection, SqsTargetSpec destination) {
        return SCHEME + ":" + encoded(connection) + "?queue=" + encoded(destination.queue());
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        String connection = decoded(remaining);
        AwsConnection known = clients.connection(connection);
        String queue = needed(parameters, "queue");
        Optional<String> role = taken(parameters, "role");
        if (role.filter(name -> !name.equals("source")).isPresent()) {
            throw new IllegalArgumentException("role must be source or absent, but is '" + role.get() + "'");
        }
        SqsReceiveOptions taking = new SqsReceiveOptions(
                Duration.ofSeconds(
                        Integer.parseInt(taken(parameters, "visibility").orElse("60"))),
                Boolean.parseBoolean(taken(parameters, "unwrapSns").orElse("true")),
                Integer.parseInt(taken(parameters, "events").orElse("1000")),
                Long.parseLong(taken(parameters, "bytes").orElse("16777216")));
        return new SqsEndpoint(uri, this, connection, queue, AwsResource.queue(queue, known), taking, role.isPresent());
    }

    <T> CompletableFuture<T> ask(String connection, Function<SqsAsyncClient, CompletableFuture<T>> question) {
        return clients.ask(connection, question);
    }

    SqsAsyncClient client(String connection) {
        return clients.client(connection);
    }

    ScheduledExecutorService clock(String connection) {
        return clocks.computeIfAbsent(connection, SqsComponent::newClock);
    }

    private static ScheduledExecutorService newClock(String connection) {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "hub-sqs-clock-" + connection);
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    /** Closes the clients after all sources and targets have stopped, since they use them until then. */
    @Override
    protected void doStop() throws Exception {
        super.doStop();
        clients.close();
    }

    @Override
    protected void doShutdown() throws Exception {
        super.doShutdown();
        clocks.values().forEach(ScheduledExecutorService::shutdownNow);
    }
}
