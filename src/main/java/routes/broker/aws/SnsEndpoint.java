package routes.broker.aws;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import routes.broker.HubEndpoint;
import routes.event.Readiness;

/** A topic, to deliver events to. */
final class SnsEndpoint extends HubEndpoint {

    private static final int CHECK_SECONDS = 9;

    private final SnsComponent component;
    private final String connection;
    private final String topicArn;
    private final AwsPlace place;

    SnsEndpoint(String uri, SnsComponent component, String connection, String topicArn, AwsPlace place) {
        super(uri, component);
        this.component = component;
        this.connection = connection;
        this.topicArn = topicArn;
        this.place = place;
    }

    @Override
    public Readiness check() {
        try {
            component
                    .client(connection)
                    .getTopicAttributes(request -> request.topicArn(topicArn))
                    .get(CHECK_SECONDS, TimeUnit.SECONDS);
            return Readiness.ready();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Readiness.notReady("the check of " + place + " was interrupted");
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            return Readiness.notReady(new AwsFault(place).refusal(e).detail());
        }
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("a topic of SNS is no source; subscribe a queue of SQS to it");
    }

    @Override
    public Producer createProducer() {
        return new SnsTarget(this, () -> component.client(connection), topicArn, new AwsFault(place));
    }
}
