package routes.connector.sns;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import routes.connector.HubEndpoint;
import routes.connector.aws.AwsErrors;
import routes.connector.aws.AwsResource;
import routes.event.Readiness;

/** An SNS topic as a target. */
final class SnsEndpoint extends HubEndpoint {

    private final SnsComponent component;
    private final String connection;
    private final String topicArn;
    private final AwsResource place;

    SnsEndpoint(String uri, SnsComponent component, String connection, String topicArn, AwsResource place) {
        super(uri, component);
        this.component = component;
        this.connection = connection;
        this.topicArn = topicArn;
        this.place = place;
    }

    @Override
    protected CompletableFuture<Readiness> question() {
        return place.readiness(
                component.ask(connection, client -> client.getTopicAttributes(request -> request.topicArn(topicArn))));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(
                "an SNS topic cannot be a source; subscribe an SQS queue to it and use the queue as the source");
    }

    @Override
    public Producer createProducer() {
        return new SnsTarget(this, () -> component.client(connection), topicArn, new AwsErrors(place));
    }
}
