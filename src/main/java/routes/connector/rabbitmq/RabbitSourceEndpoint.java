package routes.connector.rabbitmq;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import routes.connector.rabbitmq.EndpointChecks.Right;
import routes.model.InFlight;
import routes.model.RabbitSourceSpec;
import routes.model.RabbitSourceSpec.KeyFrom;

/** A queue as a source. */
final class RabbitSourceEndpoint extends RabbitEndpoint {

    private final KeyFrom keyFrom;
    private final InFlight inFlight;

    RabbitSourceEndpoint(
            String uri,
            Component component,
            RabbitConnectionFactory connections,
            RabbitSourceSpec spec,
            InFlight inFlight) {
        super(uri, component, connections, QueueOrExchange.queue(spec.queue()), Right.TAKE);
        this.keyFrom = spec.key();
        this.inFlight = inFlight;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        RabbitSource source = new RabbitSource(this, processor, access(), place(), new AmqpDecoder(keyFrom), inFlight);
        configureConsumer(source);
        return source;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("events cannot be sent to a source: " + place());
    }
}
