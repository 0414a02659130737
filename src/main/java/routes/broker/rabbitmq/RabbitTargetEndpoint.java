package routes.broker.rabbitmq;

import java.time.Duration;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import routes.broker.rabbitmq.PlaceQuestions.Right;

/** An exchange or queue to deliver to. */
final class RabbitTargetEndpoint extends RabbitEndpoint {

    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(5), Duration.ofSeconds(30));

    private final Watch watch;

    RabbitTargetEndpoint(String uri, Component component, RabbitAccess access, Watch watch, RabbitPlace place) {
        super(uri, component, access, place, Right.DELIVER);
        this.watch = watch;
    }

    Watch watch() {
        return watch;
    }

    @Override
    public Producer createProducer() {
        return new RabbitTarget(this, access(), place(), PATIENCE, watch);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("nothing can be taken from a target: " + place());
    }
}
