package routes.connector.sns;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
import software.amazon.awssdk.services.sns.SnsAsyncClient;

/** A topic to publish to. */
final class SnsEndpoint extends HubEndpoint {

    private final LazyAwsClient<SnsAsyncClient> client;
    private final String topicArn;
    private final AwsMessageStyle style;
    private final AwsResource topic;

    SnsEndpoint(
            String uri,
            SnsComponent component,
            LazyAwsClient<SnsAsyncClient> client,
            String topicArn,
            AwsMessageStyle style,
            AwsResource topic) {
        super(uri, component);
        this.client = client;
        this.topicArn = topicArn;
        this.style = style;
        this.topic = topic;
    }

    @Override
    public CompletableFuture<Readiness> reach() {
        return topic.reached(client.ask(sns -> sns.getTopicAttributes(request -> request.topicArn(topicArn))));
    }

    @Override
    public Duration lookInterval() {
        return AwsResource.LOOK_INTERVAL;
    }

    @Override
    protected CompletableFuture<Readiness> question() {
        return topic.readiness(client.ask(sns -> sns.getTopicAttributes(request -> request.topicArn(topicArn))));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(
                "an SNS topic cannot be a source; subscribe an SQS queue to it and use the queue as the source");
    }

    @Override
    public Producer createProducer() {
        return new SnsTarget(this, client::get, topicArn, style, new AwsErrors(topic));
    }

    @Override
    public Optional<SizeLimit> sizeLimit() {
        return Optional.of(new SizeLimit(SnsTarget.MAX_BYTES, "the limit of SNS"));
    }
}
