package routes.connector.rabbitmq;

import java.time.Duration;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import routes.connector.rabbitmq.EndpointChecks.Right;

/** An exchange or queue as a target. */
final class RabbitTargetEndpoint extends RabbitEndpoint {

    private static final PublishTimeouts PATIENCE = new PublishTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));

    private final PublisherWatchdog watch;

    RabbitTargetEndpoint(
            String uri,
            Component component,
            RabbitConnectionFactory access,
            PublisherWatchdog watch,
            QueueOrExchange place) {
        super(uri, component, access, place, Right.DELIVER);
        this.watch = watch;
    }

    PublisherWatchdog watch() {
        return watch;
    }

    @Override
    public Producer createProducer() {
        return new RabbitTarget(this, access(), place(), PATIENCE, watch);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("events cannot be consumed from a target: " + place());
    }
}
