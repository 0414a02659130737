package routes.connector.rabbitmq;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import routes.connector.AwaitedSend;
import routes.connector.ConnectorException;
import routes.connector.EventFeed;
import routes.event.Event;
import routes.model.CloudEventsMode;
import routes.model.RabbitSourceSpec;
import routes.model.RabbitSourceSpec.KeyFrom;

/** Publishes single events to a queue. RabbitMQ has no positions: a message id stands for one. */
final class RabbitFeed implements EventFeed {

    private static final String ID = "message-id";
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final PublishTimeouts TIMEOUTS = new PublishTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10));

    private final RabbitConnectionFactory connections;
    private final PublisherWatchdog watchdog;
    private final RabbitSourceSpec spec;

    RabbitFeed(RabbitConnectionFactory connections, PublisherWatchdog watchdog, RabbitSourceSpec spec) {
        this.connections = connections;
        this.watchdog = watchdog;
        this.spec = spec;
    }

    /** An event without a message id gets one. */
    @Override
    public String send(Event event) {
        if (spec.key() == KeyFrom.ROUTING_KEY && event.key().isPresent()) {
            throw new ConnectorException("the route takes the key of an event from its routing key (key: routingKey),"
                    + " and an event that is sent straight to queue '" + spec.queue()
                    + "' has the name of the queue there; send without a key");
        }
        Event identified = event.headers().text(ID).isPresent()
                ? event
                : event.withHeaders(event.headers().with(ID, UUID.randomUUID().toString()));
        ConfirmingPublisher publisher = ConfirmingPublisher.open(
                connections, QueueOrExchange.queue(spec.queue()), CloudEventsMode.KEEP, TIMEOUTS, "send");
        try {
            watchdog.over(publisher);
            AwaitedSend send = new AwaitedSend(identified);
            publisher.publish(List.of(send));
            send.await(TIMEOUT);
            return spec.queue() + "@" + identified.headers().text(ID).orElseThrow();
        } finally {
            publisher.close();
        }
    }
}
