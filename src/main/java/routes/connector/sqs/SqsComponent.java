package routes.connector.sqs;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import routes.connector.ConnectorException;
import routes.connector.EventFeed;
import routes.connector.EventTail;
import routes.connector.HubComponent;
import routes.connector.HubEndpoint;
import routes.connector.ProvisionOptions;
import routes.connector.Provisioner;
import routes.connector.TailOptions;
import routes.connector.aws.AwsMessageStyle;
import routes.connector.aws.AwsResource;
import routes.connector.aws.LazyAwsClient;
import routes.model.AwsConnection;
import routes.model.InFlight;
import routes.model.SqsSourceSpec;
import routes.model.SqsTargetSpec;
import routes.support.Threads;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Queues of SQS, by one connection: its sources share a clock, and all share a client. */
public final class SqsComponent extends HubComponent<SqsSourceSpec, SqsTargetSpec> {

    private final AwsConnection connection;
    private final LazyAwsClient<SqsAsyncClient> client;
    private final QueueLookups lookups;
    private final ScheduledExecutorService clock;
    private final ExecutorService threads;

    /** @param name of the connection */
    public SqsComponent(String name, AwsConnection connection) {
        this.connection = connection;
        this.client = new LazyAwsClient<>(
                name, connection, (settings, http) -> LazyAwsClient.build(SqsAsyncClient.builder(), settings, http));
        this.lookups = new QueueLookups(client);
        this.clock = newClock(name);
        this.threads = Executors.newCachedThreadPool(Threads.named("hub-sqs-source-" + name));
    }

    @Override
    public HubEndpoint source(String uri, SqsSourceSpec spec, String route, InFlight inFlight) {
        return new SqsSourceEndpoint(uri, this, client, threads, clock, spec, resource(spec.queue()), inFlight);
    }

    @Override
    public HubEndpoint target(String uri, SqsTargetSpec spec) {
        return target(uri, spec, AwsMessageStyle.of(spec.queue(), spec.pack(), spec.cloudEvents()));
    }

    @Override
    public HubEndpoint deadLetters(String uri, SqsTargetSpec spec) {
        return target(uri, spec, AwsMessageStyle.ofDeadLetters(spec.queue()));
    }

    private HubEndpoint target(String uri, SqsTargetSpec spec, AwsMessageStyle style) {
        return new SqsTargetEndpoint(uri, this, client, lookups, spec.queue(), style, resource(spec.queue()));
    }

    @Override
    public Provisioner<SqsSourceSpec, SqsTargetSpec> provisioner(ProvisionOptions options) {
        return new SqsProvisioner(client, connection);
    }

    @Override
    public EventFeed feed(SqsSourceSpec spec) {
        return new SqsFeed(client, spec.queue(), resource(spec.queue()));
    }

    @Override
    public EventTail tail(SqsTargetSpec spec, TailOptions options) {
        return tail(spec.queue(), options);
    }

    @Override
    public EventTail tail(String queue, TailOptions options) {
        throw new ConnectorException(
                resource(queue) + " is not watched: SQS shows a message only by delivering it, which hides it from its"
                        + " consumers and counts as a delivery. Give the route a second target that can be watched; how"
                        + " many events arrived is in the figures of the route");
    }

    /** One for each connection: where one makes its thread wait, as the search for credentials does, the others go on. */
    ScheduledExecutorService clock() {
        return clock;
    }

    private AwsResource resource(String queue) {
        return AwsResource.queue(queue, connection);
    }

    private static ScheduledExecutorService newClock(String connection) {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
                1, Threads.named("hub-sqs-clock-" + connection), new ThreadPoolExecutor.DiscardPolicy());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    /** After all sources and targets: they use the client until they have stopped. */
    @Override
    protected void doStop() throws Exception {
        super.doStop();
        client.close();
    }

    @Override
    protected void doShutdown() throws Exception {
        super.doShutdown();
        clock.shutdownNow();
        threads.shutdownNow();
    }
}
