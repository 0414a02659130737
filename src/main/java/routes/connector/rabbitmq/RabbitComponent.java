package routes.connector.rabbitmq;

import routes.connector.ConnectorException;
import routes.connector.EventFeed;
import routes.connector.EventTail;
import routes.connector.HubComponent;
import routes.connector.HubEndpoint;
import routes.connector.ProvisionOptions;
import routes.connector.Provisioner;
import routes.connector.TailOptions;
import routes.model.CloudEventsMode;
import routes.model.InFlight;
import routes.model.RabbitConnection;
import routes.model.RabbitSourceSpec;
import routes.model.RabbitTargetSpec;

/** Queues and exchanges of one RabbitMQ cluster. */
public final class RabbitComponent extends HubComponent<RabbitSourceSpec, RabbitTargetSpec> {

    private final RabbitConnectionFactory connections;
    private final PublisherWatchdog watchdog = new PublisherWatchdog();

    /** @param name of the connection, for people who read messages and thread dumps */
    public RabbitComponent(String name, RabbitConnection connection) {
        this.connections = new RabbitConnectionFactory(name, connection);
    }

    @Override
    public HubEndpoint source(String uri, RabbitSourceSpec spec, String route, InFlight inFlight) {
        return new RabbitSourceEndpoint(uri, this, connections, spec, inFlight);
    }

    @Override
    public HubEndpoint target(String uri, RabbitTargetSpec spec) {
        return new RabbitTargetEndpoint(uri, this, connections, watchdog, place(spec), spec.cloudEvents());
    }

    /** Letters stay as they are. */
    @Override
    public HubEndpoint deadLetters(String uri, RabbitTargetSpec spec) {
        return new RabbitTargetEndpoint(uri, this, connections, watchdog, place(spec), CloudEventsMode.KEEP);
    }

    @Override
    public Provisioner<RabbitSourceSpec, RabbitTargetSpec> provisioner(ProvisionOptions options) {
        return new RabbitProvisioner(connections);
    }

    @Override
    public EventFeed feed(RabbitSourceSpec spec) {
        return new RabbitFeed(connections, watchdog, spec);
    }

    @Override
    public EventTail tail(RabbitTargetSpec spec, TailOptions options) {
        return tail(place(spec), options);
    }

    @Override
    public EventTail tail(String exchange, TailOptions options) {
        return tail(QueueOrExchange.exchange(exchange), options);
    }

    private EventTail tail(QueueOrExchange place, TailOptions options) {
        return switch (place.sort()) {
            case QUEUE -> throw new ConnectorException(connections.problems().unwatchable(place));
            case EXCHANGE -> RabbitTail.open(connections, place, options);
        };
    }

    static QueueOrExchange place(RabbitTargetSpec spec) {
        return spec.exchange()
                .map(QueueOrExchange::exchange)
                .or(() -> spec.queue().map(QueueOrExchange::queue))
                .orElseThrow();
    }

    /** Closes everything after all sources and targets have stopped, since they use it until then. */
    @Override
    protected void doShutdown() throws Exception {
        super.doShutdown();
        watchdog.end();
        connections.end();
    }
}
