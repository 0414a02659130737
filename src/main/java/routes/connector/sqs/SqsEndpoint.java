package routes.connector.sqs;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import routes.connector.HubEndpoint;
import routes.connector.aws.AwsErrors;
import routes.connector.aws.AwsResource;
import routes.event.Readiness;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** An SQS queue as a source or target. */
final class SqsEndpoint extends HubEndpoint {

    private final SqsComponent component;
    private final String connection;
    private final String queue;
    private final AwsResource place;
    private final SqsReceiveOptions taking;
    private final boolean isSource;

    SqsEndpoint(
            String uri,
            SqsComponent component,
            String connection,
            String queue,
            AwsResource place,
            SqsReceiveOptions taking,
            boolean isSource) {
        super(uri, component);
        this.component = component;
        this.connection = connection;
        this.queue = queue;
        this.place = place;
        this.taking = taking;
        this.isSource = isSource;
    }

    @Override
    protected CompletableFuture<Readiness> question() {
        return place.readiness(component.ask(connection, this::ask));
    }

    private CompletableFuture<Object> ask(SqsAsyncClient client) {
        CompletableFuture<SqsQueue> found = SqsQueue.find(client, queue);
        return isSource
                ? found.thenCompose(known -> SqsPermissions.ask(client, known.url()))
                        .thenApply(Object.class::cast)
                : found.thenApply(Object.class::cast);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        SqsSource source = new SqsSource(
                this, processor, () -> component.client(connection), component.clock(connection), queue, place, taking);
        configureConsumer(source);
        return source;
    }

    @Override
    public Producer createProducer() {
        return new SqsTarget(this, () -> component.client(connection), queue, new AwsErrors(place));
    }
}
