package routes.connector.sqs;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import routes.connector.HubEndpoint;
import routes.connector.SizeLimit;
import routes.connector.aws.AwsErrors;
import routes.connector.aws.AwsMessageStyle;
import routes.connector.aws.AwsResource;
import routes.connector.aws.LazyAwsClient;
import routes.event.Readiness;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** A queue to send to. */
final class SqsTargetEndpoint extends HubEndpoint {

    private final LazyAwsClient<SqsAsyncClient> client;
    private final QueueLookups lookups;
    private final String queue;
    private final AwsMessageStyle style;
    private final AwsResource resource;
    private volatile Optional<SqsQueue> seen = Optional.empty();

    SqsTargetEndpoint(
            String uri,
            Component component,
            LazyAwsClient<SqsAsyncClient> client,
            QueueLookups lookups,
            String queue,
            AwsMessageStyle style,
            AwsResource resource) {
        super(uri, component);
        this.client = client;
        this.lookups = lookups;
        this.queue = queue;
        this.style = style;
        this.resource = resource;
    }

    @Override
    public CompletableFuture<Readiness> reach() {
        return resource.reached(client.ask(sqs -> sqs.getQueueUrl(request -> request.queueName(queue))));
    }

    @Override
    public Duration lookInterval() {
        return AwsResource.LOOK_INTERVAL;
    }

    @Override
    protected CompletableFuture<Readiness> question() {
        return resource.readiness(
                lookups.ask(queue).whenComplete((found, thrown) -> seen = Optional.ofNullable(found)));
    }

    @Override
    public Optional<SizeLimit> sizeLimit() {
        return seen.map(SqsQueue::sizeLimit);
    }

    @Override
    public Producer createProducer() {
        return new SqsTarget(this, client::get, queue, style, new AwsErrors(resource));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("nothing can be received from a target: " + resource);
    }
}
