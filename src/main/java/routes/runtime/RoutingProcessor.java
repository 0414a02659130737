package routes.runtime;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.event.Batch;
import routes.event.Failure;
import routes.event.ReceivedEvent;
import routes.event.RouteMetrics;
import routes.event.RoutingDecision;
import routes.model.DeadLetterReason;
import routes.pipeline.Pipeline;

/** Counts what was received and gives each event of a batch its verdict. Thread-safe. */
final class RoutingProcessor implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(RoutingProcessor.class);

    private final Pipeline pipeline;
    private final RouteMetrics metrics;

    RoutingProcessor(Pipeline pipeline, RouteMetrics metrics) {
        this.pipeline = pipeline;
        this.metrics = metrics;
    }

    @Override
    public void process(Exchange exchange) {
        Batch batch = exchange.getMessage().getBody(Batch.class);
        metrics.received(batch.events().size());
        for (ReceivedEvent received : batch.events()) {
            received.decide(verdict(received));
        }
    }

    /** Whatever an event does to the steps, it is told as a dead letter and stops no other. */
    private RoutingDecision verdict(ReceivedEvent received) {
        try {
            return pipeline.decide(received.event());
        } catch (RuntimeException | Error e) {
            LOG.atError()
                    .addKeyValue("position", received.position())
                    .setCause(e)
                    .log("A step failed unexpectedly");
            return new RoutingDecision.Failed(new Failure(
                    DeadLetterReason.EXPRESSION,
                    "a step failed unexpectedly: " + e.getClass().getName(),
                    "steps"));
        }
    }
}
