package routes.connector.sqs;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import routes.connector.HubEndpoint;
import routes.connector.SizeLimit;
import routes.connector.aws.AwsResource;
import routes.connector.aws.LazyAwsClient;
import routes.event.Readiness;
import routes.model.InFlight;
import routes.model.SqsSourceSpec;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** A queue to receive from. */
final class SqsSourceEndpoint extends HubEndpoint {

    private final LazyAwsClient<SqsAsyncClient> client;
    private final Executor threads;
    private final ScheduledExecutorService clock;
    private final SqsSourceSpec spec;
    private final AwsResource resource;
    private final InFlight inFlight;
    private volatile Optional<SqsQueue> seen = Optional.empty();

    SqsSourceEndpoint(
            String uri,
            Component component,
            LazyAwsClient<SqsAsyncClient> client,
            Executor threads,
            ScheduledExecutorService clock,
            SqsSourceSpec spec,
            AwsResource resource,
            InFlight inFlight) {
        super(uri, component);
        this.client = client;
        this.threads = threads;
        this.clock = clock;
        this.spec = spec;
        this.resource = resource;
        this.inFlight = inFlight;
    }

    @Override
    public CompletableFuture<Readiness> reach() {
        return resource.reached(client.ask(sqs -> sqs.getQueueUrl(request -> request.queueName(spec.queue()))));
    }

    @Override
    protected CompletableFuture<Readiness> question() {
        return resource.readiness(client.ask(sqs -> SqsQueue.find(sqs, spec.queue())
                .whenComplete((found, thrown) -> seen = Optional.ofNullable(found))
                .thenCompose(known -> SqsPermissions.ask(sqs, known.url()))));
    }

    @Override
    public Optional<SizeLimit> sizeLimit() {
        return seen.map(SqsQueue::sizeLimit);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        SqsSource source = new SqsSource(this, processor, client::get, threads, clock, spec, resource, inFlight);
        configureConsumer(source);
        return source;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("nothing can be sent to a source: " + resource);
    }
}
