package routes.connector.rabbitmq;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import routes.connector.rabbitmq.EndpointChecks.Right;
import routes.model.RabbitSourceSpec.KeyFrom;

/** A queue as a source. */
final class RabbitSourceEndpoint extends RabbitEndpoint {

    private final KeyFrom keyFrom;
    private final int mostEvents;
    private final long mostBytes;

    RabbitSourceEndpoint(
            String uri,
            Component component,
            RabbitConnectionFactory access,
            String queue,
            KeyFrom keyFrom,
            int mostEvents,
            long mostBytes) {
        super(uri, component, access, QueueOrExchange.queue(queue), Right.TAKE);
        this.keyFrom = keyFrom;
        this.mostEvents = mostEvents;
        this.mostBytes = mostBytes;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        RabbitSource source =
                new RabbitSource(this, processor, access(), place(), new AmqpDecoder(keyFrom), mostEvents, mostBytes);
        configureConsumer(source);
        return source;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("events cannot be sent to a source: " + place());
    }
}
