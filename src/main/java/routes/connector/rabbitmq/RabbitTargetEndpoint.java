package routes.connector.rabbitmq;

import java.time.Duration;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import routes.connector.rabbitmq.EndpointChecks.Right;
import routes.model.CloudEventsMode;

/** An exchange or queue as a target. */
final class RabbitTargetEndpoint extends RabbitEndpoint {

    private static final PublishTimeouts TIMEOUTS = new PublishTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));

    private final PublisherWatchdog watchdog;
    private final CloudEventsMode cloudEvents;

    RabbitTargetEndpoint(
            String uri,
            Component component,
            RabbitConnectionFactory connections,
            PublisherWatchdog watchdog,
            QueueOrExchange place,
            CloudEventsMode cloudEvents) {
        super(uri, component, connections, place, Right.DELIVER);
        this.watchdog = watchdog;
        this.cloudEvents = cloudEvents;
    }

    PublisherWatchdog watch() {
        return watchdog;
    }

    @Override
    public Producer createProducer() {
        return new RabbitTarget(this, access(), place(), cloudEvents, TIMEOUTS, watchdog);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("events cannot be consumed from a target: " + place());
    }
}
