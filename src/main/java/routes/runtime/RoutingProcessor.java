package routes.runtime;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import routes.delivery.ReturnedEvents;
import routes.event.Batch;
import routes.event.Failure;
import routes.event.ReceivedEvent;
import routes.event.RouteMetrics;
import routes.event.RoutingDecision;
import routes.model.DeadLetterReason;
import routes.pipeline.Pipeline;
import routes.support.ResourceExhaustion;
import routes.support.StructuredLogger;

/**
 * The first processor of a hub route. It counts the events of a batch as received, and replaces the {@link Batch.Received} by a {@link
 * Batch.Routed} with the pipeline's decision about each of them. Thread-safe.
 */
final class RoutingProcessor extends ServiceSupport implements Processor {

    private static final Logger LOG = StructuredLogger.of(RoutingProcessor.class);

    private final String route;
    private final Pipeline pipeline;
    private final RouteMetrics metrics;
    private final Set<BatchInSteps> inSteps = ConcurrentHashMap.newKeySet();

    /** @param route its name, for the log */
    RoutingProcessor(String route, Pipeline pipeline, RouteMetrics metrics) {
        this.route = route;
        this.pipeline = pipeline;
        this.metrics = metrics;
    }

    @Override
    public void process(Exchange exchange) {
        List<ReceivedEvent> events =
                exchange.getMessage().getBody(Batch.Received.class).events();
        metrics.received(events.size());
        BatchInSteps batch = new BatchInSteps(events);
        inSteps.add(batch);
        try {
            List<Batch.RoutedEvent> routed = batch.decide(this::decision);
            exchange.getMessage().setBody(new Batch.Routed(batch.isAbandoned() ? returned(events) : routed));
        } finally {
            inSteps.remove(batch);
        }
    }

    /** The route stops: the events stay with their source. */
    private List<Batch.RoutedEvent> returned(List<ReceivedEvent> events) {
        events.forEach(ReceivedEvent::returned);
        ReturnedEvents.count(events, metrics);
        return List.of();
    }

    /** Ends the steps that are still at work, since their events are not waited for any longer. */
    @Override
    protected void doStop() {
        inSteps.forEach(BatchInSteps::abandon);
    }

    /** The batches whose events are in the steps now. Thread-safe. */
    Set<BatchInSteps> inSteps() {
        return inSteps;
    }

    /**
     * An event for which the pipeline fails unexpectedly becomes a dead letter. Other events are not affected. If memory, threads or
     * files are lacking, the process ends, or the whole batch stays unacknowledged.
     */
    private RoutingDecision decision(ReceivedEvent received) {
        try {
            return pipeline.decide(received);
        } catch (RuntimeException | Error e) {
            ResourceExhaustion.endIfOutOfMemory(e);
            if (ResourceExhaustion.isIn(e)) {
                throw e;
            }
            LOG.atError()
                    .addKeyValue("route", route)
                    .addKeyValue("position", received.position())
                    .addKeyValue("traceId", received.traceId())
                    .setCause(e)
                    .log("A step failed unexpectedly");
            return new RoutingDecision.Failed(new Failure(
                    DeadLetterReason.EXPRESSION,
                    "a step failed unexpectedly: " + e.getClass().getName(),
                    "steps"));
        }
    }
}
