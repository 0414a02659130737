package routes;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import routes.event.Batch;
import routes.event.Ledger;
import routes.event.Passage;
import routes.step.Itinerary;

/** Counts what was received and gives each event of a batch its verdict. Thread-safe. */
final class Decide implements Processor {

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
            passage.decide(itinerary.decide(passage.event(), passage.position()));
        }
    }
}
