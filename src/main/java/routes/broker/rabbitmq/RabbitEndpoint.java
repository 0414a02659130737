package routes.broker.rabbitmq;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.Component;
import routes.broker.HubEndpoint;
import routes.event.Readiness;

/** A queue or exchange of one RabbitMQ cluster. */
abstract class RabbitEndpoint extends HubEndpoint {

    private final RabbitAccess access;
    private final RabbitPlace place;

    RabbitEndpoint(String uri, Component component, RabbitAccess access, RabbitPlace place) {
        super(uri, component);
        this.access = access;
        this.place = place;
    }

    final RabbitAccess access() {
        return access;
    }

    final RabbitPlace place() {
        return place;
    }

    @Override
    protected final CompletableFuture<Readiness> question() {
        return access.inquiries().ask(place);
    }
}
