package routes;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.definition.Reason;
import routes.event.Batch;
import routes.event.Failure;
import routes.event.Ledger;
import routes.event.Passage;
import routes.event.Verdict;
import routes.step.Itinerary;

/** Counts what was received and gives each event of a batch its verdict. Thread-safe. */
final class Decide implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Decide.class);

    private final Itinerary itinerary;
    private final Ledger ledger;

    Decide(Itinerary itinerary, Ledger ledger) {
        this.itinerary = itinerary;
        this.ledger = ledger;
    }

    @Override
    public void process(Exchange exchange) {
        Batch batch = exchange.getMessage().getBody(Batch.class);
        ledger.received(batch.passages().size());
        for (Passage passage : batch.passages()) {
            passage.decide(verdict(passage));
        }
    }

    /** Whatever an event does to the steps, it is told as a dead letter and stops no other. */
    private Verdict verdict(Passage passage) {
        try {
            return itinerary.decide(passage.event());
        } catch (RuntimeException | Error e) {
            LOG.atError()
                    .addKeyValue("position", passage.position())
                    .setCause(e)
                    .log("A step failed unexpectedly");
            return new Verdict.Failed(new Failure(
                    Reason.EXPRESSION,
                    "a step failed unexpectedly: " + e.getClass().getName(),
                    "steps"));
        }
    }
}
