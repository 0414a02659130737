package routes.broker.rabbitmq;

import routes.broker.HubEndpoint;
import routes.event.Readiness;




import java.util.concurrent.CompletableFuture;
import org.apache.camel.Component;
import routes.broker.rabbitmq.PlaceQuestions.Question;
import routes.broker.rabbitmq.PlaceQuestions.Right;

/** A queue or exchange of one RabbitMQ cluster. */
abstract class RabbitEndpoint extends HubEndpoint {

    private final RabbitAccess access;
    private final RabbitPlace place;
    private final Right right;

    /** @param right that it needs */
    RabbitEndpoint(String uri, Component component, RabbitAccess access, RabbitPlace place, Right right) {
        super(uri, component);
        this.access = access;
        this.place = place;
        this.right = right;
    }

    final RabbitAccess access() {
        return access;
    }

    final RabbitPlace place() {
        return place;
    }

    @Override
    protected final CompletableFuture<Readiness> question() {
        return access.inquiries().ask(new Question(place, Right.NONE));
    }

    @Override
    public final CompletableFuture<Readiness> askForRights() {
        return access.inquiries().ask(new Question(place, right));
    }
}
