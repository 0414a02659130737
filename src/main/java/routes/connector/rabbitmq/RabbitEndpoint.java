package routes.connector.rabbitmq;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Component;
import routes.connector.HubEndpoint;
import routes.connector.SizeLimit;
import routes.connector.rabbitmq.EndpointChecks.Question;
import routes.connector.rabbitmq.EndpointChecks.Right;
import routes.event.Readiness;

/** The base class of the endpoints of RabbitMQ: a queue or exchange of one cluster. */
abstract class RabbitEndpoint extends HubEndpoint {

    private final RabbitConnectionFactory connections;
    private final QueueOrExchange place;
    private final Right right;

    /** @param right the permission that the endpoint needs */
    RabbitEndpoint(
            String uri, Component component, RabbitConnectionFactory connections, QueueOrExchange place, Right right) {
        super(uri, component);
        this.connections = connections;
        this.place = place;
        this.right = right;
    }

    final RabbitConnectionFactory access() {
        return connections;
    }

    final QueueOrExchange place() {
        return place;
    }

    @Override
    public final CompletableFuture<Readiness> reach() {
        return connections.checks().ask(Question.CONNECTION);
    }

    /** A source attempts to take from its queue: only that shows that the queue is a stream. */
    @Override
    protected final CompletableFuture<Readiness> question() {
        return connections.checks().ask(new Question(place, right == Right.TAKE ? right : Right.NONE));
    }

    @Override
    public final CompletableFuture<Readiness> askForRights() {
        return connections.checks().ask(new Question(place, right));
    }

    /** The broker tells nobody its own limit: the connection says it. */
    @Override
    public final Optional<SizeLimit> sizeLimit() {
        return Optional.of(new SizeLimit(connections.maxMessageSize(), "maxMessageSize of the connection"));
    }
}
